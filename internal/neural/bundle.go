package neural

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"sort"
)

// Format is the version of the bundle layout that this package reads and writes.
const Format = 1

// The files that every bundle has.
const (
	ManifestFile = "manifest.json"
	CardFile     = "MODEL_CARD.md"
	VectorsFile  = "vectors.bin"
)

// ErrBundle is wrapped by every error of [Open] that means: this bundle cannot be used.
var ErrBundle = errors.New("bundle refused")

// Source is a corpus, model or table that a bundle was made from.
type Source struct {
	Name     string `json:"name"`
	Licence  string `json:"licence"`
	Citation string `json:"citation"`
	// Words is the number of words used, 0 where that has no meaning.
	Words int `json:"words,omitempty"`
	// Note says what a user of the weights should know about the licence or the content.
	Note string `json:"note,omitempty"`
}

// Manifest says what a bundle is, what it was made from and how well it scored.
type Manifest struct {
	Format  int      `json:"format"`
	Name    string   `json:"name"`
	Version string   `json:"version"`
	Licence string   `json:"licence"`
	Data    []Source `json:"data"`
	// Recipe is the training configuration as text, so that the bundle can be made again.
	Recipe string             `json:"recipe"`
	Seed   uint64             `json:"seed"`
	Scores map[string]float64 `json:"scores"`
	// Files maps each file but the manifest to the hexadecimal SHA-256 of its content.
	Files map[string]string `json:"files"`
}

// Bundle is an opened set of models. It is immutable.
type Bundle struct {
	manifest Manifest
	files    map[string][]byte
	vectors  *Vectors
}

// Open reads a bundle and checks it: format version, presence and SHA-256 of each file, model card, vectors. What does
// not fit is refused with an error that wraps [ErrBundle] and says what to do.
func Open(files fs.FS) (*Bundle, error) {
	raw, err := fs.ReadFile(files, ManifestFile)
	if err != nil {
		return nil, fmt.Errorf("%w: no readable %s (%v); name the directory that holds it, or use the bundle built into casus", ErrBundle, ManifestFile, err)
	}
	b := &Bundle{files: map[string][]byte{}}
	if err := json.Unmarshal(raw, &b.manifest); err != nil {
		return nil, fmt.Errorf("%w: %s is not valid (%v); fetch the bundle again", ErrBundle, ManifestFile, err)
	}
	if err := b.checkManifest(); err != nil {
		return nil, err
	}
	for _, name := range sortedKeys(b.manifest.Files) {
		if err := b.read(files, name); err != nil {
			return nil, err
		}
	}
	if b.vectors, err = ReadVectors(b.files[VectorsFile]); err != nil {
		return nil, fmt.Errorf("%w: %s: %s: %v; train it again with this casus", ErrBundle, b.name(), VectorsFile, err)
	}
	return b, nil
}

func (b *Bundle) name() string { return b.manifest.Name + "-" + b.manifest.Version }

func (b *Bundle) checkManifest() error {
	m := &b.manifest
	if m.Format > Format {
		return fmt.Errorf("%w: %s: format %d, this casus reads %d; upgrade casus or use an older bundle", ErrBundle, b.name(), m.Format, Format)
	}
	if m.Format < Format {
		return fmt.Errorf("%w: %s: format %d, this casus reads %d; train the bundle again or use the one built into casus", ErrBundle, b.name(), m.Format, Format)
	}
	if m.Files[CardFile] == "" {
		return fmt.Errorf("%w: %s: no %s is listed; a bundle must say what it was made from: train it with `casus train`", ErrBundle, b.name(), CardFile)
	}
	if m.Files[VectorsFile] == "" {
		return fmt.Errorf("%w: %s: no %s is listed; train it with `casus train`", ErrBundle, b.name(), VectorsFile)
	}
	return nil
}

func (b *Bundle) read(files fs.FS, name string) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("%w: %s: %s is listed but cannot be read (%v); fetch the bundle again", ErrBundle, b.name(), name, err)
	}
	if got := Sum(data); got != b.manifest.Files[name] {
		return fmt.Errorf("%w: %s: %s has SHA-256 %s, the manifest says %s; it is truncated or changed: fetch the bundle again",
			ErrBundle, b.name(), name, got, b.manifest.Files[name])
	}
	b.files[name] = data
	return nil
}

// Sum is the hexadecimal SHA-256 of data, as manifests carry it.
func Sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

// Encode returns the manifest as it is stored: indented JSON with sorted keys and a final line feed.
func (m Manifest) Encode() ([]byte, error) {
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encode manifest: %w", err)
	}
	return append(raw, '\n'), nil
}

// Manifest returns what the bundle says of itself. Do not change its maps.
func (b *Bundle) Manifest() Manifest { return b.manifest }

// ID is the name, version and first 12 digits of the hash over all files: what a record cites.
func (b *Bundle) ID() string {
	h := sha256.New()
	for _, name := range b.FileNames() {
		fmt.Fprintf(h, "%s %s\n", name, b.manifest.Files[name])
	}
	return b.name() + "+" + hex.EncodeToString(h.Sum(nil))[:12]
}

// FileNames lists the files of the bundle but the manifest, sorted.
func (b *Bundle) FileNames() []string {
	names := sortedKeys(b.manifest.Files)
	sort.Strings(names)
	return names
}

// File returns the content of a listed file, nil where there is none. Do not change it.
func (b *Bundle) File(name string) []byte { return b.files[name] }

// Vectors returns the word vectors.
func (b *Bundle) Vectors() *Vectors { return b.vectors }
