// Package store keeps every report for good, and answers questions about them and about the events they make.
//
// Start with [Open]; [Store.Append] keeps reports, [Store.Reports] and [Store.Events] give them back, [Store.Timeline],
// [Store.Ledger], [Store.Claims] and [Store.Top] answer, and [Store.SQL] takes questions that nobody has foreseen.
//
// The truth is a bucket (a folder, or S3 by address) of immutable Parquet segments: reports/YYYY-MM/HASH.parquet and
// articles/YYYY-MM/HASH.parquet, by month of publication, named by what is in them, each written once and never touched
// again. Beside it stands an index, an embedded DuckDB database in the folder index/, which holds the same rows and the
// events that fusion made of them. It is a cache: whoever opens a store loads the segments that it lacks, and a damaged
// index is set aside and made again, with a warning.
//
// What Append has returned for is kept: the segments are written and synced first, reports before articles, and an
// article's row is what says that its coding is complete. The index takes them in with the next question. A process killed in between leaves at most reports that nobody
// was told of; adding the same article again gives the same ids, so none is ever doubled.
//
// One process at a time may write; see [ErrLocked]. A reader that finds the index in use makes itself a private one of
// the segments, in memory. A Store may be shared by goroutines; Append and the calls that change events are made one at a
// time. Only this package knows SQL. Absent on purpose: deciding which reports make an event (package fuse), and coding.
package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/duckdb/duckdb-go/v2"
	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

// ErrLocked says that another process is writing to the same data. Wait for it to end.
var ErrLocked = errors.New("another process has this data open")

// ErrNoData says that there is nothing at the place that was named.
var ErrNoData = errors.New("no data")

// ErrNewer says that data were written by a later version of casus than this one.
var ErrNewer = errors.New("data of a later version")

// Options are how a store is opened. The zero Options are for reading.
type Options struct {
	// Write asks for the right to append; without it the store can only answer.
	Write bool
	// Cache is the folder for index and segments of a bucket that is no folder; default casus in the user's cache folder.
	Cache string
	// Wait is how long to wait for another process to give the data free; default 3 s.
	Wait time.Duration
	// MemoryMB bounds DuckDB's memory, in megabytes; default 400.
	MemoryMB int
	// Threads is the number of DuckDB's threads; default one a core.
	Threads int
	// Rules is the version of the rules of fusion. Events that were made by other rules are forgotten, to be made again; ""
	// takes them as they are.
	Rules string
	// Warn is told what a user should know; nil for nobody.
	Warn func(text string)
}

// Store is an open data set. Close it after use.
type Store struct {
	place *place
	opt   Options
	db    *sql.DB
	// index is the path of the index, "" for a private one in memory
	index    string
	readOnly bool
	temp     string
	// mu is held by whoever changes the index or the bucket
	mu sync.Mutex
	// waiting are segments that were written and that the index has not taken in
	waiting []string
	waitMu  sync.Mutex
}

// Open opens the data set at name: a folder, or a bucket's address such as s3://bucket?region=eu-central-1. It loads the
// segments that the index lacks. For writing it makes what is missing; for reading it fails with ErrNoData.
func Open(ctx context.Context, name string, opt Options) (*Store, error) {
	if opt.Wait == 0 {
		opt.Wait = 3 * time.Second
	}
	if opt.MemoryMB == 0 {
		opt.MemoryMB = 400
	}
	if opt.Threads == 0 {
		opt.Threads = runtime.GOMAXPROCS(0)
	}
	if opt.Warn == nil {
		opt.Warn = func(string) {}
	}
	p, err := openPlace(ctx, name, opt.Cache, opt.Write)
	if err != nil {
		return nil, err
	}
	s := &Store{place: p, opt: opt, index: filepath.Join(p.folder, "index", "casus.duckdb")}
	if err := s.checkFormat(ctx, name); err != nil {
		p.bucket.Close()
		return nil, err
	}
	if err := s.openIndex(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Private tells whether the store answers from an index of its own, because another process has the shared one open or it
// cannot be written.
func (s *Store) Private() bool { return s.index == "" }

// ReadOnly tells whether the index cannot be changed.
func (s *Store) ReadOnly() bool { return s.readOnly }

// Close gives the data free. It may be called more than once.
func (s *Store) Close() error {
	var err error
	if s.db != nil {
		err = s.settle(context.Background())
		if !s.readOnly && s.index != "" {
			// so that the next process finds no log to replay
			_, cerr := s.db.Exec("CHECKPOINT")
			err = errors.Join(err, cerr)
		}
		err = errors.Join(err, s.db.Close())
		s.db = nil
	}
	if s.temp != "" {
		err = errors.Join(err, os.RemoveAll(s.temp))
		s.temp = ""
	}
	if s.place != nil {
		err = errors.Join(err, s.place.bucket.Close())
		s.place = nil
	}
	return err
}

// format is the file that says how the bucket is to be read.
type format struct {
	Format int    `json:"format"`
	Note   string `json:"note"`
}

const formatFile = "format.json"

func (s *Store) checkFormat(ctx context.Context, name string) error {
	b, err := s.place.bucket.ReadAll(ctx, formatFile)
	if gcerrors.Code(err) == gcerrors.NotFound {
		if !s.opt.Write {
			return fmt.Errorf("%w in %s: it has no %s; fill it with casus add, or name another place with --data", ErrNoData, name, formatFile)
		}
		f, err := json.MarshalIndent(format{formatVersion, "casus data: reports/ and articles/ are the truth, index/ can be made again (casus db rebuild)"}, "", "  ")
		if err != nil {
			return err
		}
		err = s.place.bucket.WriteAll(ctx, formatFile, append(f, '\n'), &blob.WriterOptions{IfNotExist: true})
		if err != nil && gcerrors.Code(err) != gcerrors.FailedPrecondition {
			return fmt.Errorf("write to %s: %w", name, err)
		}
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s in %s: %w", formatFile, name, err)
	}
	var f format
	if err := json.Unmarshal(b, &f); err != nil || f.Format < 1 {
		return fmt.Errorf("%s in %s is damaged; if the data are casus's, write {\"format\": %d} into it", formatFile, name, formatVersion)
	}
	if f.Format > formatVersion {
		return fmt.Errorf("%w: %s has format %d, this casus reads %d and below; upgrade casus", ErrNewer, name, f.Format, formatVersion)
	}
	return nil
}

// openIndex opens the index, or, for a reader who cannot have it, makes a private one.
func (s *Store) openIndex(ctx context.Context) error {
	if !s.opt.Write {
		if ok, err := s.tryReadOnly(ctx); ok || err != nil {
			return err
		}
	}
	err := s.openWriting(ctx)
	if err == nil || s.opt.Write || errors.Is(err, ErrNewer) {
		return err
	}
	why := ""
	switch {
	case errors.Is(err, ErrLocked):
		why = "another process has the index open"
	case errors.Is(err, errReadOnlyPlace), errors.Is(err, errFull):
		why = "the index cannot be written"
	default:
		return err
	}
	s.opt.Warn(why + "; answering from the segments")
	return s.openPrivate(ctx)
}

// tryReadOnly opens the index for reading beside other readers, if it has all segments and all is fused.
func (s *Store) tryReadOnly(ctx context.Context) (bool, error) {
	if _, err := os.Stat(s.index); err != nil {
		return false, nil
	}
	db, err := s.connect(s.index, "access_mode=READ_ONLY")
	if err != nil {
		return false, nil // openWriting finds out why
	}
	s.db = db
	if err := s.checkIndexVersion(ctx); err != nil {
		s.closeIndex()
		if errors.Is(err, ErrNewer) {
			return false, err
		}
		return false, nil
	}
	missing, err := s.missing(ctx)
	if same, serr := s.sameRules(ctx); err == nil && serr == nil && same && len(missing) == 0 {
		if n, err := s.Pending(ctx); err == nil && n == 0 {
			s.readOnly = true
			return true, nil
		}
	}
	s.closeIndex()
	return false, nil
}

func (s *Store) closeIndex() {
	if s.db != nil {
		s.db.Close()
		s.db = nil
	}
}

var (
	errReadOnlyPlace = errors.New("the folder of the index cannot be written")
	errFull          = errors.New("the disk is full")
)

// openWriting opens the index for reading and writing. One that is damaged is set aside and made again.
func (s *Store) openWriting(ctx context.Context) error {
	if err := os.MkdirAll(filepath.Dir(s.index), 0o755); err != nil {
		return fmt.Errorf("%w: %w", errReadOnlyPlace, err)
	}
	err := s.openWaiting(ctx)
	if err == nil {
		s.tidy()
		err = s.prepare(ctx)
	}
	if err == nil || !damaged(err) {
		if err != nil {
			s.closeIndex()
		}
		return err
	}
	s.closeIndex()
	if err := s.setAside(err); err != nil {
		return err
	}
	if err := s.openWaiting(ctx); err != nil {
		return err
	}
	return s.prepare(ctx)
}

// tidy removes what a process that was killed has left behind. Only the one who holds the index may do so.
func (s *Store) tidy() {
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(s.index), "append-*"))
	for _, dir := range left {
		os.RemoveAll(dir)
	}
}

// openWaiting waits for another process to let go of the index.
func (s *Store) openWaiting(ctx context.Context) error {
	end := time.Now().Add(s.opt.Wait)
	for {
		db, err := s.connect(s.index, "")
		if err == nil {
			s.db = db
			return nil
		}
		if !errors.Is(err, ErrLocked) || time.Now().After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// connect opens DuckDB on a file, or in memory for "".
func (s *Store) connect(path, more string) (*sql.DB, error) {
	config := []string{
		"memory_limit=" + strconv.Itoa(s.opt.MemoryMB) + "MB", "threads=" + strconv.Itoa(s.opt.Threads),
		"preserve_insertion_order=false", "autoinstall_known_extensions=false", "autoload_known_extensions=false",
	}
	if path != "" {
		// A log of 128 MB is replayed in a second or two; the default of 16 MB has every large batch pack the last rows anew.
		config = append(config, "storage_compatibility_version=latest", "wal_autocheckpoint=128MB")
	}
	if more != "" {
		config = append(config, more)
	}
	c, err := duckdb.NewConnector(path+"?"+strings.Join(config, "&"), nil)
	if err != nil {
		return nil, s.explain(err)
	}
	db := sql.OpenDB(c)
	if err := db.Ping(); err != nil {
		db.Close()
		return nil, s.explain(err)
	}
	return db, nil
}

// explain says in our words what DuckDB complains about, with what to do.
func (s *Store) explain(err error) error {
	text := err.Error()
	switch {
	case errors.Is(err, errFull), errors.Is(err, errReadOnlyPlace), errors.Is(err, ErrLocked):
		return err
	case strings.Contains(text, "Could not set lock"), strings.Contains(text, "Conflicting lock"), strings.Contains(text, "being used by another process"):
		return fmt.Errorf("%w%s: wait until it has ended and try again; questions can be asked meanwhile", ErrLocked, holder(text))
	case errors.Is(err, os.ErrPermission), errors.Is(err, syscall.EROFS), strings.Contains(text, "Permission denied"), strings.Contains(text, "Read-only file system"):
		return fmt.Errorf("%w: %w", errReadOnlyPlace, err)
	case errors.Is(err, syscall.ENOSPC), strings.Contains(text, "No space left"), strings.Contains(text, "Out of Memory Error: failed to offload"):
		return fmt.Errorf("%w; make room and run the command again, nothing that was acknowledged is lost: %w", errFull, err)
	}
	return err
}

// holder finds the process in DuckDB's complaint.
func holder(text string) string {
	if _, rest, ok := strings.Cut(text, "(PID "); ok {
		if pid, _, ok := strings.Cut(rest, ")"); ok {
			return " (process " + pid + ")"
		}
	}
	return ""
}

// damaged tells whether an error in opening the index can only be healed by making it again.
func damaged(err error) bool {
	var path *os.PathError
	for _, known := range []error{ErrLocked, ErrNewer, errReadOnlyPlace, errFull, errSegment, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return false
		}
	}
	return !errors.As(err, &path)
}

// setAside renames the index and its log.
func (s *Store) setAside(why error) error {
	to := s.index + ".damaged-" + time.Now().UTC().Format("20060102T150405.000")
	s.opt.Warn(fmt.Sprintf("the index is damaged (%s); it is kept as %s and made again from the segments", firstLine(why), to))
	if err := os.Rename(s.index, to); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("set the damaged index aside: %w", err)
	}
	if err := os.Rename(s.index+".wal", to+".wal"); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("set the damaged index aside: %w", err)
	}
	return nil
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// openPrivate makes an index in memory.
func (s *Store) openPrivate(ctx context.Context) error {
	s.closeIndex()
	s.index = ""
	temp, err := os.MkdirTemp("", "casus-")
	if err != nil {
		return err
	}
	s.temp = temp
	if s.db, err = s.connect("", "temp_directory="+temp); err != nil {
		return err
	}
	return s.prepare(ctx)
}

// prepare makes or migrates the tables and loads what is missing.
func (s *Store) prepare(ctx context.Context) error {
	var n int
	if err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'meta'").Scan(&n); err != nil {
		return fmt.Errorf("read index: %w", err)
	}
	if n == 0 {
		if err := s.create(ctx); err != nil {
			return err
		}
	} else if err := s.migrate(ctx); err != nil {
		return err
	}
	if err := s.keepRules(ctx); err != nil {
		return err
	}
	return s.Sync(ctx)
}

// sameRules tells whether the events were made by the rules of fusion that are asked for.
func (s *Store) sameRules(ctx context.Context) (bool, error) {
	if s.opt.Rules == "" {
		return true, nil
	}
	var n int
	err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM meta WHERE key = 'rules' AND value = ?", s.opt.Rules).Scan(&n)
	return n > 0, err
}

// keepRules forgets events that were made by other rules.
func (s *Store) keepRules(ctx context.Context) error {
	same, err := s.sameRules(ctx)
	if err != nil || same {
		return err
	}
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if err := clearEvents(ctx, tx); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM meta WHERE key = 'rules'"); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO meta VALUES ('rules', ?)", s.opt.Rules)
		return err
	})
}

// create makes the tables in one transaction, so that an index is whole or empty.
func (s *Store) create(ctx context.Context) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		for _, ddl := range tables {
			if _, err := tx.ExecContext(ctx, ddl); err != nil {
				return fmt.Errorf("create index: %w", err)
			}
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO meta VALUES ('index', ?)", strconv.Itoa(indexVersion))
		return err
	})
}

// inTx runs do in a transaction.
func (s *Store) inTx(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return s.explain(err)
	}
	defer tx.Rollback()
	if err := do(tx); err != nil {
		return s.explain(err)
	}
	if err := tx.Commit(); err != nil {
		return s.explain(err)
	}
	return nil
}

// migrations bring an index from one version to the next: migrations[v] from v. An index that is older than the first is
// made again, which costs time and nothing else.
var migrations = map[int][]string{}

func (s *Store) indexVersion(ctx context.Context) (int, error) {
	var text string
	if err := s.db.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'index'").Scan(&text); err != nil {
		return 0, fmt.Errorf("read version of index: %w", err)
	}
	v, err := strconv.Atoi(text)
	if err != nil {
		return 0, fmt.Errorf("version of index: %w", err)
	}
	return v, nil
}

// checkIndexVersion refuses an index of another version.
func (s *Store) checkIndexVersion(ctx context.Context) error {
	v, err := s.indexVersion(ctx)
	if err != nil {
		return err
	}
	if v > indexVersion {
		return fmt.Errorf("%w: the index has version %d, this casus reads %d and below; upgrade casus, or remove %s: it is made again from the segments",
			ErrNewer, v, indexVersion, s.index)
	}
	if v < indexVersion {
		return fmt.Errorf("index of version %d", v)
	}
	return nil
}

func (s *Store) migrate(ctx context.Context) error {
	v, err := s.indexVersion(ctx)
	if err != nil {
		return err
	}
	for ; v < indexVersion; v++ {
		steps, ok := migrations[v]
		if !ok {
			s.opt.Warn(fmt.Sprintf("the index has version %d and is made again from the segments", v))
			return s.recreate(ctx)
		}
		err := s.inTx(ctx, func(tx *sql.Tx) error {
			for _, step := range steps {
				if _, err := tx.ExecContext(ctx, step); err != nil {
					return fmt.Errorf("migrate index from version %d: %w", v, err)
				}
			}
			_, err := tx.ExecContext(ctx, "UPDATE meta SET value = ? WHERE key = 'index'", strconv.Itoa(v+1))
			return err
		})
		if err != nil {
			return err
		}
	}
	return s.checkIndexVersion(ctx)
}

// recreate drops all tables and makes them empty.
func (s *Store) recreate(ctx context.Context) error {
	rows, err := s.db.QueryContext(ctx, "SELECT table_name FROM duckdb_tables() WHERE NOT temporary")
	if err != nil {
		return err
	}
	old, err := collect[string](rows)
	if err != nil {
		return err
	}
	for _, name := range old {
		if _, err := s.db.ExecContext(ctx, `DROP TABLE "`+name+`"`); err != nil {
			return s.explain(err)
		}
	}
	return s.create(ctx)
}

// Rebuild throws the index away and makes it again from the segments. Events are to be fused again after it.
func (s *Store) Rebuild(ctx context.Context) error {
	if err := s.settle(ctx); err != nil {
		return err
	}
	if err := s.recreate(ctx); err != nil {
		return fmt.Errorf("rebuild index: %w", err)
	}
	if err := s.keepRules(ctx); err != nil {
		return err
	}
	return s.Sync(ctx)
}

// collect reads one column.
func collect[T any](rows *sql.Rows) ([]T, error) {
	defer rows.Close()
	var out []T
	for rows.Next() {
		var v T
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}
