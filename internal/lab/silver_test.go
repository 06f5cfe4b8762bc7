package lab

import (
	"bytes"
	"compress/gzip"
	"testing"
	"testing/fstest"
)

func zipped(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadSilverJoinsLabelsWithTexts(t *testing.T) {
	news := fstest.MapFS{"n.jsonl.gz": {Data: zipped(t, `{"id":"a","text":"Mali condemned Niger."}`+"\n")}}
	silver := fstest.MapFS{"s.jsonl.gz": {Data: zipped(t, `{"id":"a","acts":{"5":{"ACCUSE":0.9}}}`+"\n")}}
	got, err := ReadSilver(silver, news)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0].text != "Mali condemned Niger." || got[0].Acts[5]["ACCUSE"] != 0.9 {
		t.Errorf("got %+v", got)
	}
	silver["s.jsonl.gz"].Data = zipped(t, `{"id":"b","acts":{}}`+"\n")
	if _, err := ReadSilver(silver, news); err == nil {
		t.Error("an article that is not in the news folder is read without error")
	}
	if got, err := ReadSilver(nil, news); got != nil || err != nil {
		t.Errorf("no silver gives %v, %v", got, err)
	}
}

func TestSoftGradientOfAHardLabelIsTheHardGradient(t *testing.T) {
	z := make([]float32, 17)
	for i := range z {
		z[i] = float32(i%5) * 0.3
	}
	hard, soft := make([]float32, 17), make([]float32, 17)
	var want [17]float32
	want[4] = 1
	softmaxGradient(z, hard, 4, 0.7)
	softGradient(z, soft, &want, 0.7)
	for i := range hard {
		if d := hard[i] - soft[i]; d > 1e-6 || d < -1e-6 {
			t.Errorf("label %d: %v, want %v", i, soft[i], hard[i])
		}
	}
}
