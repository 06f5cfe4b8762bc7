package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	_ "gocloud.dev/blob/s3blob" // s3:// addresses; GCS and Azure would each double the time of a cold build
	"gocloud.dev/gcerrors"
)

// place is where the segments of one data set lie: a bucket, and, for a bucket that is no folder, the cache of its
// segments on this machine. DuckDB reads local files only, and segments never change, so the cache is right for ever.
type place struct {
	bucket *blob.Bucket
	// folder is the bucket's folder, or the cache
	folder string
	remote bool
}

// segmentName is the form of the names of segments; everything else in the bucket is no segment.
var segmentName = regexp.MustCompile(`^(reports|articles)/\d{4}-\d{2}/[a-z2-7]{20}\.parquet$`)

// openPlace opens a folder or the bucket at an address. A folder is made where it is missing if make is true.
func openPlace(ctx context.Context, name, cache string, make bool) (*place, error) {
	if !strings.Contains(name, "://") {
		return openFolder(name, make)
	}
	u, err := url.Parse(name)
	if err != nil {
		return nil, fmt.Errorf("data %q: %w", name, err)
	}
	if u.Scheme == "file" {
		return openFolder(u.Path, make)
	}
	bucket, err := blob.OpenBucket(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("open bucket %s: %w", name, err)
	}
	folder, err := cacheFolder(cache, name)
	if err != nil {
		return nil, err
	}
	return &place{bucket, folder, true}, nil
}

func openFolder(name string, make bool) (*place, error) {
	name, err := filepath.Abs(name)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && !info.IsDir():
		return nil, fmt.Errorf("data %s: a file stands where a folder is wanted; name another with --data", name)
	case errors.Is(err, os.ErrNotExist) && !make:
		return nil, fmt.Errorf("%w: there is no folder %s; fill one with casus add, or name another with --data", ErrNoData, name)
	case errors.Is(err, os.ErrNotExist):
		if err := os.MkdirAll(name, 0o755); err != nil {
			return nil, fmt.Errorf("make data folder: %w", err)
		}
	case err != nil:
		return nil, err
	}
	// Temporary files lie beside the final ones, so that a rename never crosses file systems.
	bucket, err := fileblob.OpenBucket(name, &fileblob.Options{NoTempDir: true, Metadata: fileblob.MetadataDontWrite})
	if err != nil {
		return nil, fmt.Errorf("open data folder %s: %w", name, err)
	}
	return &place{bucket, name, false}, nil
}

func cacheFolder(base, name string) (string, error) {
	if base == "" {
		dir, err := os.UserCacheDir()
		if err != nil {
			return "", fmt.Errorf("no cache folder for %s: %w", name, err)
		}
		base = filepath.Join(dir, "casus")
	}
	folder := filepath.Join(base, digest(name))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", fmt.Errorf("make cache folder: %w", err)
	}
	return folder, nil
}

// segments lists the names of all segments, in order.
func (p *place) segments(ctx context.Context) ([]string, error) {
	var out []string
	for _, kind := range []string{"articles/", "reports/"} {
		list := p.bucket.List(&blob.ListOptions{Prefix: kind})
		for {
			obj, err := list.Next(ctx)
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return nil, fmt.Errorf("list segments: %w", err)
			}
			if segmentName.MatchString(obj.Key) {
				out = append(out, obj.Key)
			}
		}
	}
	return out, nil
}

// put writes the file at from under name, unless something stands there already. When it returns, the segment will
// survive the end of the process and, in a folder, the loss of power.
func (p *place) put(ctx context.Context, name, from string) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	final := filepath.Join(p.folder, filepath.FromSlash(name))
	_, before := os.Stat(final)
	err = p.bucket.Upload(ctx, name, f, &blob.WriterOptions{ContentType: "application/vnd.apache.parquet", IfNotExist: true})
	there := gcerrors.Code(err) == gcerrors.FailedPrecondition
	if err != nil && !there {
		if !p.remote && errors.Is(before, os.ErrNotExist) {
			os.Remove(final) // a full disk leaves a part of it under the name
		}
		return fmt.Errorf("write segment %s: %w", name, err)
	}
	if p.remote && there {
		return nil // it may differ from ours in what its name does not depend on, so local fetches it
	}
	if p.remote {
		return p.cache(name, from)
	}
	return syncFile(final)
}

// cache moves the file at from to where local would fetch the segment to.
func (p *place) cache(name, from string) error {
	to := filepath.Join(p.folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.Rename(from, to)
}

// syncFile makes a file and its name in the folder, and the folder's in the one above, durable.
func syncFile(name string) error {
	for _, n := range []string{name, filepath.Dir(name), filepath.Dir(filepath.Dir(name))} {
		f, err := os.Open(n)
		if err != nil {
			return err
		}
		err = f.Sync()
		f.Close()
		if err != nil && !os.IsPermission(err) {
			return fmt.Errorf("sync %s: %w", n, err)
		}
	}
	return nil
}

// local is the path of a segment on this machine; it fetches what is not here yet.
func (p *place) local(ctx context.Context, name string) (string, error) {
	path := filepath.Join(p.folder, filepath.FromSlash(name))
	if !p.remote {
		return path, nil
	}
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return "", err
	}
	part := path + ".part"
	f, err := os.Create(part)
	if err != nil {
		return "", err
	}
	err = p.bucket.Download(ctx, name, f, nil)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		os.Remove(part)
		return "", fmt.Errorf("fetch segment %s: %w", name, err)
	}
	return path, os.Rename(part, path)
}
