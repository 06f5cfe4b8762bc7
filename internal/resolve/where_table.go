package resolve

import (
	_ "embed" // the gazetteer is a part of the program
	"encoding/binary"
	"fmt"
	"math"
	"strings"
)

//go:embed data/places.bin
var placesData string

// Gazetteer knows places by name. It may be shared by goroutines.
type Gazetteer struct {
	countries []placeCountry
	byCode    map[string]int
	adjective map[string]int
	provinces []string
	records   string
	pool      string
	index     string
	blocks    string
}

// placeCountry is a country of the gazetteer: its code, its neighbours' codes and the record that places it.
type placeCountry struct {
	code string
	near []string
}

type placeKind uint8

// The kinds of records, as data/gen/places.go writes them.
const (
	cityPlace placeKind = iota
	provincePlace
	regionPlace
	waterPlace
	sitePlace
	countryPlace
)

func (k placeKind) String() string {
	return [...]string{"city", "province", "region", "water", "site", "country"}[k]
}

const (
	placesMagic  = "casus places 1\n"
	recordSize   = 22
	blockKeys    = 16
	seatMark     = 0x40
	capitalMark  = 0x80
	noCountry    = 0xff
	noProvince   = 0xffff
	maxPlaceName = 60
)

// OpenPlaces reads the gazetteer that is part of the program. It takes a few milliseconds: the long tables stay as they lie.
func OpenPlaces() (*Gazetteer, error) { return openPlaces(placesData) }

func openPlaces(data string) (*Gazetteer, error) {
	if !strings.HasPrefix(data, placesMagic) {
		return nil, fmt.Errorf("gazetteer: not in the form %q; build it again with data/gen/places.go", strings.TrimSpace(placesMagic))
	}
	at := len(placesMagic)
	var parts [6]string
	pos := at + 4*len(parts)
	if len(data) < pos {
		return nil, fmt.Errorf("gazetteer: cut short in its header")
	}
	for i := range parts {
		n := int(binary.LittleEndian.Uint32([]byte(data[at+4*i:])[:4]))
		if n < 0 || pos+n > len(data) {
			return nil, fmt.Errorf("gazetteer: table %d is cut short", i)
		}
		parts[i] = data[pos : pos+n]
		pos += n
	}
	g := &Gazetteer{byCode: map[string]int{}, adjective: map[string]int{}, records: parts[2], pool: parts[3], index: parts[4], blocks: parts[5]}
	for line := range strings.Lines(parts[0]) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("gazetteer: country line %q", line)
		}
		n := len(g.countries)
		c := placeCountry{code: f[0]}
		if f[2] != "" {
			c.near = strings.Split(f[2], ",")
		}
		g.countries = append(g.countries, c)
		g.byCode[c.code] = n
		for _, a := range strings.Split(f[1], ",") {
			if a != "" {
				g.adjective[PlaceKey(a)] = n
			}
		}
	}
	for line := range strings.Lines(parts[1]) {
		g.provinces = append(g.provinces, strings.TrimSuffix(line, "\n"))
	}
	return g, nil
}

// place is one record.
type place struct {
	id            int
	name          string
	lat, lon      float64
	country       int // index into countries, noCountry where it has none
	province      int
	people        float64 // decimal logarithm
	kind          placeKind
	seat, capital bool
}

func u32(s string, at int) uint32 {
	return uint32(s[at]) | uint32(s[at+1])<<8 | uint32(s[at+2])<<16 | uint32(s[at+3])<<24
}

func (g *Gazetteer) place(i int) place {
	r := g.records[i*recordSize : (i+1)*recordSize]
	name := u32(r, 12)
	start := int(name & 0xffffff)
	mark := r[20]
	return place{
		id: int(u32(r, 0)), lat: float64(int32(u32(r, 4))) / 1e4, lon: float64(int32(u32(r, 8))) / 1e4,
		name: g.pool[start : start+int(name>>24)], province: int(r[16]) | int(r[17])<<8, country: int(r[18]), people: float64(r[19]) / 10,
		kind: placeKind(mark & 0x3f), seat: mark&seatMark != 0, capital: mark&capitalMark != 0,
	}
}

// find gives the records that bear a name; key is a [PlaceKey]. The slice aliases buf.
func (g *Gazetteer) find(key string, buf []int) []int {
	buf = buf[:0]
	lo, hi := 0, len(g.index)/4
	// The last block whose first key is not greater than key.
	for lo < hi {
		m := (lo + hi) / 2
		at := int(u32(g.index, 4*m))
		n := int(g.blocks[at])
		if g.blocks[at+1:at+1+n] <= key {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == 0 {
		return buf
	}
	at := int(u32(g.index, 4*(lo-1)))
	for range blockKeys {
		if at >= len(g.blocks) {
			return buf
		}
		n := int(g.blocks[at])
		k := g.blocks[at+1 : at+1+n]
		at += 1 + n
		places := int(g.blocks[at])
		at++
		if k == key {
			for range places {
				buf = append(buf, int(g.blocks[at])|int(g.blocks[at+1])<<8|int(g.blocks[at+2])<<16)
				at += 3
			}
			return buf
		}
		if k > key {
			return buf
		}
		at += 3 * places
	}
	return buf
}

// code is the country code of a record, "" where it has none.
func (g *Gazetteer) code(p place) string {
	if p.country >= len(g.countries) {
		return ""
	}
	return g.countries[p.country].code
}

func (g *Gazetteer) provinceName(p place) string {
	if p.province >= len(g.provinces) || p.kind == countryPlace {
		return ""
	}
	return g.provinces[p.province]
}

// kilometres is about the distance of two places: exact to a few per cent within a country, far off only near the poles.
func kilometres(a, b place) float64 {
	const perDegree = 111.2
	dx := math.Abs(a.lon - b.lon)
	if dx > 180 {
		dx = 360 - dx
	}
	dx *= math.Cos((a.lat + b.lat) * math.Pi / 360)
	dy := a.lat - b.lat
	return perDegree * math.Sqrt(dx*dx+dy*dy)
}
