package event_test

import (
	"bytes"
	"flag"
	"math"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

var update = flag.Bool("update", false, "rewrite golden files")

func TestEncodeGolden(t *testing.T) {
	got, err := event.Encode(sample())
	if err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/report.jsonl"
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestDecodeEncode(t *testing.T) {
	r := sample()
	b, err := event.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	back, err := event.Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(back, r) {
		t.Errorf("got\n%+v\nwant\n%+v", back, r)
	}
}

func TestEncodeListsAreNeverNull(t *testing.T) {
	b, err := event.Encode(event.Report{Actor: []event.Entity{{}}, Confidence: 0.123456, EventLoc: &event.Location{}})
	if err != nil {
		t.Fatal(err)
	}
	got := string(b)
	for _, want := range []string{`"event":[]`, `"mode":[]`, `"context":[]`, `"auxiliary":[]`, `"recipient":[]`, `"event_text":[]`, `"why":[]`,
		`"sector":[]`, `"attribution":null`, `"confidence":0.1235`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing from %s", want, got)
		}
	}
	if strings.Contains(got, `"date"`) || !strings.HasSuffix(got, "}\n") {
		t.Errorf("got %q", got)
	}
}

func TestEncodeRefuses(t *testing.T) {
	for name, r := range map[string]event.Report{
		"not a number":   {Confidence: math.NaN()},
		"infinite":       {EventScale: math.Inf(-1)},
		"the year 10000": {Date: article.NewDay(10000, 1, 1)},
		"before year 1":  {EndDate: -5},
	} {
		if b, err := event.Encode(r); err == nil {
			t.Errorf("%s: got %s, want an error", name, b)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, in := range []string{"", "{", "[]", `{"id":"a"}{"id":"b"}`, `{"date":"yesterday"}`, `{"confidence":"high"}`} {
		if r, err := event.Decode([]byte(in)); err == nil {
			t.Errorf("%q: got %+v, want an error", in, r)
		}
	}
}

func TestIdentity(t *testing.T) {
	base := event.Identity(sample())
	if len(base) != 20 || strings.Trim(base, "abcdefghijklmnopqrstuvwxyz234567") != "" {
		t.Errorf("got %q, want 20 characters a-z and 2-7", base)
	}
	for _, c := range []struct {
		name   string
		change func(*event.Report)
		same   bool
	}{
		{"confidence is no part", func(r *event.Report) { r.Confidence = 0.1 }, true},
		{"reasons are no part", func(r *event.Report) { r.Why = nil }, true},
		{"the id itself is no part", func(r *event.Report) { r.ID = "" }, true},
		{"another text", func(r *event.Report) { r.CiteInfo.SHA256 = strings.Repeat("1", 64) }, false},
		{"another carrier", func(r *event.Report) { r.CiteInfo.ID = "a2" }, false},
		{"another version", func(r *event.Report) { r.CiteInfo.Version = "0.2" }, false},
		{"another type", func(r *event.Report) { r.Event = []event.Type{event.Mobilize} }, false},
		{"another trigger", func(r *event.Report) { r.TextInfo.TriggerStart++ }, false},
		{"another actor", func(r *event.Report) { r.Actor[0].Code = "BLR" }, false},
		{"sides exchanged", func(r *event.Report) { r.Actor, r.Recipient = r.Recipient, r.Actor }, false},
		{"another speaker", func(r *event.Report) { r.Attribution = nil }, false},
	} {
		r := sample()
		c.change(&r)
		if got := event.Identity(r); (got == base) != c.same {
			t.Errorf("%s: got %s, base %s", c.name, got, base)
		}
	}
}

func FuzzDecodeEncode(f *testing.F) {
	b, _ := event.Encode(sample())
	f.Add(b)
	f.Add([]byte(`{"id":"x","event":["AID"],"attribution":{"code":"USA","cue":"said"},"confidence":0.99999,"text_info":{"also":[]}}`))
	f.Add([]byte("{\"text\":\"\xff\xfe\",\"event_loc\":{\"lat\":-0.00001},\"size\":{}}"))
	f.Fuzz(func(t *testing.T, in []byte) {
		r, err := event.Decode(in)
		if err != nil {
			return
		}
		b, err := event.Encode(r)
		if err != nil {
			return
		}
		back, err := event.Decode(b)
		if err != nil {
			t.Fatalf("what Encode wrote is not read: %v\n%s", err, b)
		}
		if !reflect.DeepEqual(back, r) {
			t.Fatalf("got %+v\nwant %+v", back, r)
		}
		again, _ := event.Encode(back)
		if !bytes.Equal(b, again) {
			t.Fatalf("two encodings differ:\n%s\n%s", b, again)
		}
		if err := event.Check(r); err == nil && event.Identity(r) != event.Identity(back) {
			t.Fatal("identity changed on the way")
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	r := sample()
	for b.Loop() {
		if _, err := event.Encode(r); err != nil {
			b.Fatal(err)
		}
	}
}
