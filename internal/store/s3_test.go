package store_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"github.com/casus-news/casus/internal/store"
)

// s3Server is a server that speaks S3, with a bucket named news. While full is set it takes nothing in.
func s3Server(t *testing.T) (address string, backend *s3mem.Backend, full *atomic.Bool) {
	t.Helper()
	backend, full = s3mem.New(), new(atomic.Bool)
	if err := backend.CreateBucket("news"); err != nil {
		t.Fatal(err)
	}
	s3 := gofakes3.New(backend).Server()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if full.Load() && r.Method == http.MethodPut {
			http.Error(w, `<?xml version="1.0"?><Error><Code>QuotaExceeded</Code><Message>no room</Message></Error>`, http.StatusForbidden)
			return
		}
		s3.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	for _, v := range [][2]string{{"AWS_ACCESS_KEY_ID", "test"}, {"AWS_SECRET_ACCESS_KEY", "test"}, {"AWS_REGION", "us-east-1"},
		{"AWS_EC2_METADATA_DISABLED", "true"}, {"AWS_CONFIG_FILE", "/dev/null"}, {"AWS_SHARED_CREDENTIALS_FILE", "/dev/null"}} {
		t.Setenv(v[0], v[1])
	}
	return "s3://news?use_path_style=true&endpoint=" + server.URL, backend, full
}

// objects are the contents of a bucket by name.
func objects(t *testing.T, b *s3mem.Backend) map[string][]byte {
	t.Helper()
	list, err := b.ListBucket("news", nil, gofakes3.ListBucketPage{})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, c := range list.Contents {
		o, err := b.GetObject("news", c.Key, nil)
		if err != nil {
			t.Fatal(err)
		}
		if out[c.Key], err = io.ReadAll(o.Contents); err != nil {
			t.Fatal(err)
		}
		o.Contents.Close()
	}
	return out
}

func openS3(t *testing.T, address, cache string, write bool) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), address, store.Options{Write: write, Cache: cache, MemoryMB: 500})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// Two machines write the same reports to one bucket: the second finds them there and leaves them as they are, and each
// answers with all that is there, from its own cache.
func TestS3(t *testing.T) {
	address, backend, _ := s3Server(t)
	if _, err := store.Open(t.Context(), address, store.Options{Cache: t.TempDir()}); !errors.Is(err, store.ErrNoData) {
		t.Fatalf("an empty bucket: got %v", err)
	}
	b, here, there := few(t), t.TempDir(), t.TempDir()
	one, two := openS3(t, address, here, true), openS3(t, address, there, true)
	if err := one.Append(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	before := objects(t, backend)
	if len(before) < 4 {
		t.Fatalf("got %d objects", len(before))
	}
	// Other witnesses make other bytes under the same name, so that it shows whether what stands there is overwritten.
	same := store.Batch{Reports: b.Reports, Witnesses: map[string]string{"a1": "somebody else", "a2": "somebody else"}}
	if err := two.Append(t.Context(), same); err != nil {
		t.Fatalf("what is there already: %v", err)
	}
	for name, was := range before {
		if now := objects(t, backend)[name]; !bytes.Equal(now, was) {
			t.Errorf("%s was overwritten", name)
		}
	}
	if err := two.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]*store.Store{"one": one, "two": two} {
		singles(t, s)
		if got := len(ids(t, s, store.Filter{})); got != 6 {
			t.Errorf("%s: got %d reports, want 6", name, got)
		}
		if c, err := s.Check(t.Context()); err != nil || len(c.Faults) > 0 || c.Articles != 4 {
			t.Errorf("%s: got %+v, %v", name, c, err)
		}
	}
	if got, want := dump(t, two), dump(t, one); got != want {
		t.Errorf("two machines answer differently:\n%s\n%s", got, want)
	}
	one.Close()
	two.Close()
	fresh := openS3(t, address, t.TempDir(), false) // a third machine, which only asks
	if got := len(ids(t, fresh, store.Filter{})); got != 6 {
		t.Errorf("a new reader: got %d reports, want 6", got)
	}
}

// A bucket that takes nothing more fails the batch, and the same batch is kept once there is room again.
func TestS3Full(t *testing.T) {
	address, backend, full := s3Server(t)
	s := openS3(t, address, t.TempDir(), true)
	full.Store(true)
	err := s.Append(t.Context(), few(t))
	if err == nil || !strings.Contains(err.Error(), "write segment reports/") {
		t.Fatalf("got %v", err)
	}
	if got := len(ids(t, s, store.Filter{})); got != 0 {
		t.Errorf("%d reports that were not kept answer", got)
	}
	if n := len(objects(t, backend)); n != 1 { // format.json
		t.Errorf("got %d objects, want 1", n)
	}
	full.Store(false)
	if err := s.Append(t.Context(), few(t)); err != nil {
		t.Fatal(err)
	}
	if got := len(ids(t, s, store.Filter{})); got != 6 {
		t.Errorf("got %d reports, want 6", got)
	}
}

// A server that is not there is named, and the error comes soon.
func TestS3Away(t *testing.T) {
	address, _, _ := s3Server(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := store.Open(ctx, address, store.Options{Write: true, Cache: t.TempDir()}); err == nil || !strings.Contains(err.Error(), "s3://news") {
		t.Errorf("got %v", err)
	}
}
