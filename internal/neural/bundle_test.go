package neural

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/fstest"
)

// toyBundle is a bundle of three words.
func toyBundle(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{
		CardFile:    {Data: []byte("# toy\n")},
		VectorsFile: {Data: EncodeVectors([]string{"peace", "war", "é"}, []float32{1, 0, 0, -2, 0.5, 0.5}, 2)},
	}
	m := Manifest{Format: Format, Name: "toy", Version: "1", Files: map[string]string{}}
	for name, f := range files {
		m.Files[name] = Sum(f.Data)
	}
	put(t, files, m)
	return files
}

func put(t *testing.T, files fstest.MapFS, m Manifest) {
	t.Helper()
	raw, err := m.Encode()
	if err != nil {
		t.Fatal(err)
	}
	files[ManifestFile] = &fstest.MapFile{Data: raw}
}

func TestOpenReadsVectors(t *testing.T) {
	b, err := Open(toyBundle(t))
	if err != nil {
		t.Fatal(err)
	}
	v := b.Vectors()
	if v.Len() != 3 || v.Dim() != 2 {
		t.Fatalf("%d vectors of length %d", v.Len(), v.Dim())
	}
	row, ok := v.Lookup("war")
	got := make([]float32, 2)
	v.Row(row, got)
	if !ok || v.Word(row) != "war" || got[0] != 0 || got[1] != -2 {
		t.Errorf("war is row %d, %v: %v", row, ok, got)
	}
	if _, ok := v.LookupBytes([]byte("ceasefire")); ok {
		t.Error("an unknown word was found")
	}
	if id := b.ID(); !strings.HasPrefix(id, "toy-1+") || len(id) != len("toy-1+")+12 {
		t.Errorf("ID %q", id)
	}
	if b.File("none") != nil {
		t.Error("a file that is not there has content")
	}
}

func TestOpenRefuses(t *testing.T) {
	b, err := Open(toyBundle(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		damage func(files fstest.MapFS, m *Manifest)
		advice string
	}{
		{"no manifest", func(f fstest.MapFS, m *Manifest) { m.Name = "" }, "name the directory"},
		{"newer format", func(f fstest.MapFS, m *Manifest) { m.Format = Format + 1 }, "upgrade casus"},
		{"older format", func(f fstest.MapFS, m *Manifest) { m.Format = 0 }, "train the bundle again"},
		{"no model card", func(f fstest.MapFS, m *Manifest) { delete(m.Files, CardFile) }, "casus train"},
		{"no vectors", func(f fstest.MapFS, m *Manifest) { delete(m.Files, VectorsFile) }, "casus train"},
		{"missing file", func(f fstest.MapFS, m *Manifest) { delete(f, VectorsFile) }, "fetch the bundle again"},
		{"truncated file", func(f fstest.MapFS, m *Manifest) {
			f[VectorsFile] = &fstest.MapFile{Data: f[VectorsFile].Data[:20]}
		}, "fetch the bundle again"},
		{"wrong hash", func(f fstest.MapFS, m *Manifest) { m.Files[CardFile] = Sum(nil) }, "fetch the bundle again"},
		{"vectors of another shape", func(f fstest.MapFS, m *Manifest) {
			f[VectorsFile] = &fstest.MapFile{Data: EncodeVectors(nil, nil, 2)}
			m.Files[VectorsFile] = Sum(f[VectorsFile].Data)
		}, "train it again"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files, m := toyBundle(t), b.Manifest()
			m.Files = map[string]string{}
			for k, v := range b.Manifest().Files {
				m.Files[k] = v
			}
			c.damage(files, &m)
			put(t, files, m)
			if m.Name == "" {
				delete(files, ManifestFile)
			}
			_, err := Open(files)
			if !errors.Is(err, ErrBundle) || !strings.Contains(err.Error(), c.advice) {
				t.Errorf("error %v, want one that advises %q", err, c.advice)
			}
		})
	}
	files := toyBundle(t)
	files[ManifestFile] = &fstest.MapFile{Data: []byte("{")}
	if _, err := Open(files); !errors.Is(err, ErrBundle) {
		t.Errorf("broken JSON: %v", err)
	}
}

func toyTensors() *Tensors {
	t := NewTensors()
	t.Floats["bias"] = []float32{1, -2.5}
	t.Ints["w"] = Quantise([]float32{0.1, -0.2, 0, 0}, 2, 2)
	t.Strings["tags"] = []string{"NOUN NN", "", "é"}
	return t
}

func FuzzTensors(f *testing.F) {
	f.Add(toyTensors().Append(nil))
	f.Add([]byte(tensorMagic))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := ReadTensors(data)
		if err != nil {
			return
		}
		once := a.Append(nil)
		b, err := ReadTensors(once)
		if err != nil || !bytes.Equal(b.Append(nil), once) {
			t.Errorf("read, written and read again: %v", err)
		}
	})
}

func TestEveryCutOfATensorFileIsRefused(t *testing.T) {
	whole := toyTensors().Append(nil)
	if _, err := ReadTensors(whole); err != nil {
		t.Fatal(err)
	}
	for n := range whole {
		if _, err := ReadTensors(whole[:n]); err == nil {
			t.Errorf("cut to %d of %d bytes it was read", n, len(whole))
		}
	}
}

func TestQuantiseKeepsTheGreatest(t *testing.T) {
	q := Quantise([]float32{1, -0.5, 0.001, 0, 0, 0}, 2, 3)
	if q.Data[0] != 127 || q.Data[1] != -64 || q.Data[2] != 0 || q.Scale[1] != 0 {
		t.Errorf("%v × %v", q.Data, q.Scale)
	}
}
