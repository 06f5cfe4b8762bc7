package store

import (
	"cmp"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"github.com/casus-news/casus/article"
)

// Bounds of an export to Parquet: rows that are held as such, rows that a file holds back until their group is full, and
// months that are open at a time.
const (
	parquetRows   = 4096
	parquetGroup  = 1 << 16
	parquetMonths = 24
	// parquetIdle is the number of rows for other months after which a month's file is ended.
	parquetIdle = 20_000
)

// ExportParquet writes the flat table into a folder, one file a month of the act (of publication where the act has no day,
// "unknown" where there is neither): FOLDER/YYYY-MM/part.parquet. All reports are written, with their factuality. Reports
// that come in order of their months need one file a month; those that do not may need part-2.parquet and so on. A file has
// its name only when it is whole. The folder must be empty or new: files of another export would be counted twice.
func ExportParquet(folder string, reports iter.Seq2[Outgoing, error]) (t Exported, err error) {
	if err := emptyFolder(folder); err != nil {
		return t, err
	}
	p := partitions{folder: folder, open: map[string]*partition{}, parts: map[string]int{}}
	defer func() {
		if err != nil {
			p.abandon()
		}
	}()
	for o, err := range reports {
		if err != nil {
			return t, err
		}
		t.Reports++
		o.complete()
		if len(o.Report.Event) == 0 {
			t.leave("no type")
			continue
		}
		if err := p.add(&o); err != nil {
			return t, err
		}
		t.Rows++
	}
	return t, p.close()
}

// emptyFolder makes a folder, or refuses one with something in it.
func emptyFolder(folder string) error {
	entries, err := os.ReadDir(folder)
	switch {
	case err == nil && len(entries) > 0:
		return fmt.Errorf("export to %s: the folder is not empty; name a new one", folder)
	case err == nil:
		return nil
	case os.IsNotExist(err):
		return os.MkdirAll(folder, 0o755)
	}
	return fmt.Errorf("export to %s: %w", folder, err)
}

// partitions are the files of months that are being written.
type partitions struct {
	folder string
	open   map[string]*partition
	parts  map[string]int
	clock  int
}

// partition is one file. used is when it was last written to.
type partition struct {
	month string
	name  string
	file  *os.File
	out   *pqarrow.FileWriter
	rows  *array.RecordBuilder
	n     int
	used  int
}

func (p *partitions) add(o *Outgoing) error {
	m := monthOf(o)
	part := p.open[m]
	if part == nil {
		if len(p.open) >= parquetMonths {
			if err := p.closeOldest(); err != nil {
				return err
			}
		}
		var err error
		if part, err = p.start(m); err != nil {
			return err
		}
		p.open[m] = part
	}
	p.clock++
	part.used = p.clock
	if p.clock%parquetRows == 0 {
		if err := p.closeIdle(); err != nil {
			return err
		}
	}
	return part.add(o)
}

// closeIdle ends the files of months that seem to be over, since open files hold much memory.
func (p *partitions) closeIdle() error {
	for _, m := range sortedKeys(p.open) {
		part := p.open[m]
		if p.clock-part.used < parquetIdle {
			continue
		}
		delete(p.open, m)
		if err := part.close(); err != nil {
			return err
		}
	}
	return nil
}

func monthOf(o *Outgoing) string {
	d := cmp.Or(o.Date, o.CiteInfo.Published)
	if d.IsZero() {
		return "unknown"
	}
	return d.String()[:7]
}

func (p *partitions) start(month string) (*partition, error) {
	dir := filepath.Join(p.folder, month)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	p.parts[month]++
	name := filepath.Join(dir, "part.parquet")
	if n := p.parts[month]; n > 1 {
		name = filepath.Join(dir, fmt.Sprintf("part-%d.parquet", n))
	}
	f, err := os.Create(name + ".tmp")
	if err != nil {
		return nil, err
	}
	schema := flatSchema()
	props := parquet.NewWriterProperties(parquet.WithCompression(compress.Codecs.Zstd), parquet.WithMaxRowGroupLength(parquetGroup),
		parquet.WithCreatedBy("casus"))
	out, err := pqarrow.NewFileWriter(schema, f, props, pqarrow.NewArrowWriterProperties(pqarrow.WithStoreSchema()))
	if err != nil {
		f.Close()
		os.Remove(f.Name())
		return nil, fmt.Errorf("write %s: %w", name, err)
	}
	return &partition{month: month, name: name, file: f, out: out, rows: array.NewRecordBuilder(memory.NewGoAllocator(), schema)}, nil
}

// closeOldest ends the file that was not written to for the longest time.
func (p *partitions) closeOldest() error {
	var oldest *partition
	for _, part := range p.open {
		if oldest == nil || part.used < oldest.used {
			oldest = part
		}
	}
	delete(p.open, oldest.month)
	return oldest.close()
}

func (p *partitions) close() error {
	for _, m := range sortedKeys(p.open) {
		part := p.open[m]
		delete(p.open, m)
		if err := part.close(); err != nil {
			return err
		}
	}
	return nil
}

// abandon removes the files that were not ended.
func (p *partitions) abandon() {
	for _, part := range p.open {
		part.file.Close()
		os.Remove(part.file.Name())
	}
}

func (f *partition) add(o *Outgoing) error {
	for i, c := range flatColumns {
		put(f.rows.Field(i), c.kind, c.of(o))
	}
	if f.n++; f.n < parquetRows {
		return nil
	}
	return f.write()
}

// put adds a value to a column; empty text is no value.
func put(b array.Builder, kind flatKind, v any) {
	switch v := v.(type) {
	case string:
		if v == "" {
			b.AppendNull()
		} else if kind == flatDay {
			putDay(b.(*array.Date32Builder), v)
		} else {
			b.(*array.StringBuilder).Append(v)
		}
	case []string:
		list := b.(*array.ListBuilder)
		list.Append(true)
		for _, s := range v {
			list.ValueBuilder().(*array.StringBuilder).Append(s)
		}
	case int:
		b.(*array.Int64Builder).Append(int64(v))
	case float64:
		b.(*array.Float64Builder).Append(v)
	default:
		b.AppendNull()
	}
}

func putDay(b *array.Date32Builder, s string) {
	d, err := article.ParseDay(s)
	if err != nil {
		b.AppendNull()
		return
	}
	b.Append(arrow.Date32FromTime(d.Time()))
}

func (f *partition) write() error {
	batch := f.rows.NewRecordBatch()
	defer batch.Release()
	f.n = 0
	if err := f.out.WriteBuffered(batch); err != nil {
		return fmt.Errorf("write %s: %w", f.name, err)
	}
	return nil
}

func (f *partition) close() error {
	defer os.Remove(f.file.Name())
	if f.n > 0 {
		if err := f.write(); err != nil {
			f.file.Close()
			return err
		}
	}
	// Close ends the file beneath too.
	if err := f.out.Close(); err != nil {
		return fmt.Errorf("write %s: %w", f.name, err)
	}
	return os.Rename(f.file.Name(), f.name)
}

func flatSchema() *arrow.Schema {
	kinds := [...]arrow.DataType{flatText: arrow.BinaryTypes.String, flatList: arrow.ListOf(arrow.BinaryTypes.String),
		flatDay: arrow.FixedWidthTypes.Date32, flatWhole: arrow.PrimitiveTypes.Int64, flatReal: arrow.PrimitiveTypes.Float64}
	fields := make([]arrow.Field, 0, len(flatColumns))
	for _, c := range flatColumns {
		fields = append(fields, arrow.Field{Name: c.name, Type: kinds[c.kind], Nullable: true})
	}
	return arrow.NewSchema(slices.Clip(fields), nil)
}
