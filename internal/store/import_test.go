package store_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

// imported reads a text and holds it to the law: each line is a report, a fault or a header, and reports pass event.Check.
func imported(t testing.TB, f store.Format, text string) (reports []event.Report, faults []*store.Fault) {
	t.Helper()
	for r, fault := range store.Import(strings.NewReader(text), f) {
		if fault != nil {
			faults = append(faults, fault)
			continue
		}
		if err := event.Check(r); err != nil {
			t.Errorf("%s: a report breaks the law: %v\n%s", f, err, r.Text)
		}
		for _, e := range append(r.Actor[:len(r.Actor):len(r.Actor)], r.Recipient...) {
			if e.End > len([]rune(r.Text)) {
				t.Errorf("%s: %q stands outside its row", f, e.EntityText)
			}
		}
		reports = append(reports, r)
	}
	return reports, faults
}

// pair says what a dyad tells: "RUS:MIL ASSAULT 194 > UKR:CVL 2021-05-05 UKR".
func pair(r event.Report) string {
	side := func(list []event.Entity) string {
		var out []string
		for _, e := range list {
			s := e.Code
			for _, x := range e.Sector {
				s += ":" + string(x)
			}
			out = append(out, s)
		}
		return strings.Join(out, ",")
	}
	where := ""
	if r.EventLoc != nil {
		where = r.EventLoc.CountryCode + "/" + r.EventLoc.Resolution
	}
	return strings.TrimSpace(side(r.Actor) + " " + string(r.Event[0]) + " " + r.CAMEO + " > " + side(r.Recipient) + " " + r.Date.String() + " " + where)
}

// TestRoundTrip: what export writes, import reads as the same act, dyad by dyad.
func TestRoundTrip(t *testing.T) {
	for _, c := range []struct {
		format store.Format
		report string
		want   []string
	}{
		{store.GDELT2, "visit", []string{"USA:GOV CONSULT 042 > UKR:GOV 2021-05-06 UKR/city"}},
		{store.GDELT2, "attack", []string{"RUS:MIL ASSAULT 194 > UKR:CVL 2021-05-05 UKR/province"}},
		{store.GDELT2, "compound", []string{"FRA:GOV ACCUSE 111 > BLR:GOV 2021-05-04", "DEU:GOV ACCUSE 111 > BLR:GOV 2021-05-04"}},
		{store.GDELT2, "together", []string{"ROU:MIL CONSULT 040 > MNE:GOV:JUD 2021-05-03", "MNE:GOV:JUD CONSULT 040 > ROU:MIL 2021-05-03"}},
		{store.GDELT2, "bodies", []string{"UNO:MED REQUEST 101 > EUR 2021-05-02", "UNO:MED REQUEST 101 > IGO 2021-05-02", "UNO:MED REQUEST 101 > MNC:BUS 2021-05-02"}},
		{store.GDELT2, "protest", []string{":CVL PROTEST 141 >  2021-05-01 USA/city"}},
		{store.GDELT2, "nobody", []string{":UNK COERCE 173 > KOS:JRN 2021-05-07"}},
		{store.GDELT2, "planned aid", []string{"USA:GOV AGREE 0332 > UKR:GOV 2021-06-01"}},
		{store.ICEWSFile, "visit", []string{"USA:GOV CONSULT 042 > UKR:GOV 2021-05-06 UKR/city", "UKR:GOV CONSULT 043 > USA:GOV 2021-05-06 UKR/city"}},
		{store.ICEWSFile, "attack", []string{"RUS:MIL ASSAULT 194 > UKR:CVL 2021-05-05 UKR/province"}},
		{store.ICEWSFile, "bodies", []string{"UNO:MED REQUEST 101 > EUR 2021-05-02", "UNO:MED REQUEST 101 > IGO 2021-05-02", "UNO:MED REQUEST 101 > MNC:BUS 2021-05-02"}},
		{store.ICEWSFile, "nobody", []string{":UNK COERCE 173 > KOS:JRN 2021-05-07"}},
		{store.PolecatFile, "visit", []string{"USA:GOV CONSULT 042 > UKR:GOV 2021-05-06 UKR/city"}},
		{store.PolecatFile, "attack", []string{"RUS:MIL ASSAULT 194 > UKR:CVL 2021-05-05 UKR/province"}},
		{store.PolecatFile, "compound", []string{"FRA:GOV,DEU:GOV ACCUSE 111 > BLR:GOV 2021-05-04"}},
		{store.PolecatFile, "bodies", []string{"UNO:MED REQUEST 101 > EUR:BUS,IGO:BUS,MNC:BUS 2021-05-02"}},
	} {
		text, _ := export(t, c.format, store.ExportOptions{}, named(t, c.report))
		reports, faults := imported(t, c.format, text)
		for _, f := range faults {
			t.Errorf("%s as %s: %v", c.report, c.format, f)
		}
		var got []string
		for _, r := range reports {
			got = append(got, pair(r))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s as %s: got %q, want %q", c.report, c.format, got, c.want)
		}
	}
}

// TestForeignIDsComeBack: a row that was imported is exported under its own number.
func TestForeignIDsComeBack(t *testing.T) {
	for _, f := range store.ImportFormats() {
		text, _ := export(t, f, store.ExportOptions{}, named(t, "attack"))
		reports, _ := imported(t, f, text)
		again, _ := export(t, f, store.ExportOptions{}, reports...)
		got, want := rowsOf(t, f, again), rowsOf(t, f, text)
		if len(got) != 1 || got[0][0] != want[0][0] || got[0][1] != want[0][1] {
			t.Errorf("%s: got %q, want %q", f, got, want)
		}
	}
}

// gdeltRow is a row of GDELT 2.0 with the given cells, counted from 1.
func gdeltRow(set map[int]string) string {
	cells := make([]string, 61)
	for i, v := range map[int]string{1: "410412347", 2: "20150218", 6: "USA", 7: "UNITED STATES", 8: "USA", 16: "RUSGOV", 17: "MOSCOW", 18: "RUS", 23: "GOV", 26: "1", 27: "0231", 28: "023",
		29: "02", 30: "1", 31: "3.4", 32: "10", 36: "0", 44: "0", 52: "4", 53: "Kiev, Kyyiv, Misto, Ukraine", 54: "UP", 55: "UP12", 57: "50.4333", 58: "30.5167", 60: "20150218230000",
		61: "http://www.example.org/news/1"} {
		cells[i-1] = v
	}
	for i, v := range set {
		cells[i-1] = v
	}
	return strings.Join(cells, "\t")
}

const icewsHead = "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\t" +
	"Story ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n"

const polecatHead = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tRecipient Name\tRecipient Country\tLatitude\tLongitude\n"

// TestImportRows gives one row and what becomes of it: a report as pair writes it, or a fault.
func TestImportRows(t *testing.T) {
	icews := func(cells ...string) string { return icewsHead + strings.Join(cells, "\t") }
	polecat := func(cells ...string) string { return polecatHead + strings.Join(cells, "\t") }
	old := strings.Split(gdeltRow(nil), "\t")
	old = slices.Delete(slices.Delete(slices.Delete(old, 55, 56), 47, 48), 39, 40)
	for _, c := range []struct {
		name   string
		format store.Format
		text   string
		want   string
	}{
		{"gdelt", store.GDELT2, gdeltRow(nil), "USA REQUEST 0231 > RUS:GOV 2015-02-18 UKR/city"},
		{"gdelt 1.0", store.GDELT2, strings.Join(old, "\t"), "USA REQUEST 0231 > RUS:GOV 2015-02-18 UKR/city"},
		{"gdelt with a header", store.GDELT2, "GLOBALEVENTID\tSQLDATE\n" + gdeltRow(nil), "USA REQUEST 0231 > RUS:GOV 2015-02-18 UKR/city"},
		{"gdelt, carriage return", store.GDELT2, gdeltRow(nil) + "\r\n", "USA REQUEST 0231 > RUS:GOV 2015-02-18 UKR/city"},
		{"a code that CAMEO lacks is read as its base", store.GDELT2, gdeltRow(map[int]string{27: "0239"}), "USA REQUEST 023 > RUS:GOV 2015-02-18 UKR/city"},
		{"peacekeepers, insurgents and media", store.GDELT2, gdeltRow(map[int]string{6: "INS", 8: "", 13: "INS", 16: "PKO", 18: "", 23: "MED", 24: "HLH"}), ":REB REQUEST 0231 > :JRN:MED 2015-02-18 UKR/city"},
		{"Europe is not the European Union", store.GDELT2, gdeltRow(map[int]string{6: "EUR", 7: "EUROPE", 8: "EUR"}), " REQUEST 0231 > RUS:GOV 2015-02-18 UKR/city"},
		{"a US state", store.GDELT2, gdeltRow(map[int]string{52: "2", 53: "Texas, United States", 54: "US"}), "USA REQUEST 0231 > RUS:GOV 2015-02-18 USA/province"},
		{"Gaza", store.GDELT2, gdeltRow(map[int]string{52: "1", 53: "Gaza Strip", 54: "GZ"}), "USA REQUEST 0231 > RUS:GOV 2015-02-18 PSE/country"},
		{"no first actor", store.GDELT2, gdeltRow(map[int]string{6: "", 7: "", 8: ""}), ":UNK REQUEST 0231 > RUS:GOV 2015-02-18 UKR/city"},
		{"nobody", store.GDELT2, gdeltRow(map[int]string{6: "", 7: "", 8: "", 16: "", 17: "", 18: "", 23: ""}), "line 1: left out: no party is named"},
		{"a statement", store.GDELT2, gdeltRow(map[int]string{27: "010"}), "line 1: left out: a statement: PLOVER codes none: CAMEO 010"},
		{"ragged", store.GDELT2, gdeltRow(nil) + "\tmore\n", "line 1: malformed: wrong number of columns: 62, want 61"},
		{"no id", store.GDELT2, gdeltRow(map[int]string{1: ""}), "line 1: malformed: GLOBALEVENTID is no number"},
		{"no day", store.GDELT2, gdeltRow(map[int]string{2: "20150231"}), "line 1: malformed: SQLDATE is no day: 20150231"},
		{"no code", store.GDELT2, gdeltRow(map[int]string{27: "---"}), "line 1: malformed: no such CAMEO code: ---"},
		{"empty code", store.GDELT2, gdeltRow(map[int]string{27: ""}), "line 1: malformed: no such CAMEO code"},
		{"latitude", store.GDELT2, gdeltRow(map[int]string{57: "-#"}), "line 1: malformed: ActionGeo_Lat is no number: -#"},
		{"off the globe", store.GDELT2, gdeltRow(map[int]string{57: "99"}), "line 1: malformed: breaks the law of the record: event_loc: 99, 30.5167 lies off the globe"},
		{"empty line", store.GDELT2, gdeltRow(nil) + "\n\n", "USA REQUEST 0231 > RUS:GOV 2015-02-18 UKR/city; line 2: malformed: empty line"},
		{"Latin-1", store.GDELT2, gdeltRow(map[int]string{7: "S\xe3o Tom\xe9"}), "USA REQUEST 0231 > RUS:GOV 2015-02-18 UKR/city"},
		{"icews", store.ICEWSFile, icews("926685", "1995-01-01", "Extremist (Russia)", "Radicals / Extremists / Fundamentalists,Dissident", "Russian Federation", "Praise or endorse", "051", "3.4",
			"Boris Yeltsin", "Elite,Executive,Executive Office,Government", "Russian Federation", "28235806", "5", "The Toronto Star", "Moscow", "", "Moskva", "Russian Federation", "55.7522", "37.6156"),
			"RUS:OPP SUPPORT 051 > RUS:GOV 1995-01-01 RUS/city"},
		{"icews 2017", store.ICEWSFile, icews("1", "1/9/2017", "NATO", "International Government Organization", "", "Consult", "40", "1.0", "Japan", "", "Japan", "", "", "", "", "", "", "", "", ""),
			"IGO CONSULT 040 > JPN 2017-01-09"},
		{"icews, parents beside children", store.ICEWSFile, icews("7", "2018-06-01", "Mob (India)", "Dissident,Protestors / Popular Opposition / Mobs", "India", "Protest violently, riot", "145", "-7.5",
			"Police (India)", "Government,Police", "India", "47400622", "1", "Hindustan Times", "Hajipur", "NA", "State of Punjab", "India", "31.9762", "75.7532"), "IND:CVL PROTEST 145 > IND:COP 2018-06-01 IND/city"},
		{"icews, a code with a letter", store.ICEWSFile, icews("7", "6/1/2017", "Japan", "NA", "Japan", "Threaten", "13y", "-4.4", "Vietnam", "NA", "Vietnam", "NA", "NA", "NA", "NA", "NA", "NA", "NA", "NA", "NA"),
			"JPN THREATEN 13 > VNM 2017-06-01"},
		{"icews, no day", store.ICEWSFile, icews("1", "13/9/2017", "NATO", "", "", "Consult", "040", "1.0", "Japan", "", "Japan", "", "", "", "", "", "", "", "", ""), "line 2: malformed: Event Date is no day: 13/9/2017"},
		{"icews, ragged", store.ICEWSFile, icews("1", "1/9/2017", "NATO"), "line 2: malformed: wrong number of columns: 3, want 20"},
		{"icews without codes", store.ICEWSFile, strings.Replace(icewsHead, "CAMEO Code", "CAMEO", 1) + "1\t2", "line 1: unreadable: the header lacks columns: CAMEO Code"},
		{"polecat", store.PolecatFile, polecat("A1_2", "2023-01-02", "COERCE", "arrest", "-7", "MATERIAL CONFLICT", "repression; legal", "Iran", "IRN", "None", "None", "None", "None"),
			"IRN COERCE 173 >  2023-01-02"},
		{"polecat, older type", store.PolecatFile, polecat("A1_2", "2023-01-02", "YIELD", "None", "4", "VERBAL COOPERATION", "None", "Iran; Iraq", "IRN; IRQ", "Oman", "OMN", "None", "None"),
			"IRN,IRQ CONCEDE 080 > OMN 2023-01-02"},
		{"polecat, unknown type", store.PolecatFile, polecat("A1_2", "2023-01-02", "DANCE", "", "", "", "", "Iran", "IRN", "None", "None", "None", "None"), "line 2: malformed: no such Event Type: DANCE"},
		{"polecat, empty cells at the end", store.PolecatFile, polecat("A1_2", "2023-01-02", "AID", "", "", "", "", "Iran", "IRN", "None", "None", "None", "None", "", ""), "IRN AID 070 >  2023-01-02"},
		{"polecat, ragged", store.PolecatFile, polecat("A1_2", "2023-01-02", "AID", "", "", "", "", "Iran", "IRN", "None", "None", "None", "None", "", "x"), "line 2: malformed: wrong number of columns: 15, want 13"},
		{"unknown format", "xml", "x", `line 1: unreadable: format "xml": want one of gdelt2, icews, polecat`},
	} {
		reports, faults := imported(t, c.format, c.text)
		var got []string
		for _, r := range reports {
			got = append(got, pair(r))
		}
		for _, f := range faults {
			got = append(got, f.Error())
		}
		if s := strings.Join(got, "; "); strings.TrimSpace(s) != strings.TrimSpace(c.want) {
			t.Errorf("%s: got %q, want %q", c.name, s, c.want)
		}
	}
}

// TestImportTraces: every code points to the cell that it was made of.
func TestImportTraces(t *testing.T) {
	reports, _ := imported(t, store.GDELT2, gdeltRow(map[int]string{7: "SÃO TOMÉ"}))
	r := reports[0]
	row := []rune(r.Text)
	for want, e := range map[string][2]int{"SÃO TOMÉ": {r.Actor[0].Start, r.Actor[0].End}, "MOSCOW": {r.Recipient[0].Start, r.Recipient[0].End},
		"0231": {r.TextInfo.TriggerStart, r.TextInfo.TriggerEnd}} {
		if got := string(row[e[0]:e[1]]); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if r.ID != "gdelt:410412347" || r.CiteInfo.Coder != store.GDELT || r.CiteInfo.URL != "http://www.example.org/news/1" || r.CiteInfo.Publication != "example.org" ||
		r.CiteInfo.Published.String() != "2015-02-18" || r.Confidence != 0 {
		t.Errorf("got %+v", r)
	}
}

// TestImportLong: a line that is too long is named, and the next is read.
func TestImportLong(t *testing.T) {
	text := gdeltRow(map[int]string{61: strings.Repeat("x", 2<<20)}) + "\n" + gdeltRow(nil)
	reports, faults := imported(t, store.GDELT2, text)
	if len(reports) != 1 || len(faults) != 1 || faults[0].Reason != "longer than 1 MiB" || faults[0].Line != 1 {
		t.Errorf("got %d reports and %v", len(reports), faults)
	}
}

func TestImportPacked(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, b []byte) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, b, 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	row := []byte(gdeltRow(nil) + "\n" + gdeltRow(map[int]string{27: "x"}) + "\n")
	var gz, zipped bytes.Buffer
	zw := gzip.NewWriter(&gz)
	zw.Write(row)
	zw.Close()
	archive := zip.NewWriter(&zipped)
	w, err := archive.Create("20150218230000.export.CSV")
	if err != nil {
		t.Fatal(err)
	}
	w.Write(row)
	archive.Close()
	cut := gz.Bytes()[:gz.Len()-12]
	for _, c := range []struct {
		name string
		body []byte
		want string
	}{
		{"plain.csv", row, "1 report; plain.csv:2: malformed: no such CAMEO code: x"},
		{"a.csv.gz", gz.Bytes(), "1 report; a.csv.gz:2: malformed: no such CAMEO code: x"},
		{"a.zip", zipped.Bytes(), "1 report; a.zip/20150218230000.export.CSV:2: malformed: no such CAMEO code: x"},
		{"cut.gz", cut, "1 report; cut.gz:2: malformed: no such CAMEO code: x; cut.gz:3: unreadable: the file breaks off: unexpected EOF"},
		{"cut.zip", zipped.Bytes()[:100], "0 report; cut.zip:0: unreadable: zip: not a valid zip file"},
	} {
		name := write(c.name, c.body)
		n, got := 0, ""
		for _, fault := range store.ImportFile(name, store.GDELT2) {
			if fault == nil {
				n++
				continue
			}
			got += "; " + strings.TrimPrefix(fault.Error(), dir+"/")
		}
		if got = strconv.Itoa(n) + " report" + got; got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// fuzzImport holds an importer to its law on any bytes: each line is the header, a report that passes event.Check, or a
// fault, in order; reading twice gives the same.
func fuzzImport(f *testing.F, format store.Format, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 2 && b[0] == 0x1f && b[1] == 0x8b {
			return
		}
		reports, faults := imported(t, format, string(b))
		lines := bytes.Count(b, []byte{'\n'})
		if len(b) > 0 && b[len(b)-1] != '\n' {
			lines++
		}
		n := len(reports) + len(faults)
		last := len(faults) > 0 && faults[len(faults)-1].Kind == store.Unreadable
		if n != lines && n != lines-1 && !last {
			t.Errorf("%d lines gave %d reports and %d faults", lines, len(reports), len(faults))
		}
		for i := 1; i < len(faults); i++ {
			if faults[i].Line <= faults[i-1].Line {
				t.Errorf("line %d after line %d", faults[i].Line, faults[i-1].Line)
			}
		}
		again, _ := imported(t, format, string(b))
		if len(again) != len(reports) {
			t.Errorf("%d reports, then %d", len(reports), len(again))
		}
		for i := range min(len(again), len(reports)) {
			if again[i].ID != reports[i].ID {
				t.Errorf("id %q, then %q", reports[i].ID, again[i].ID)
			}
		}
		if _, err := store.Export(&bytes.Buffer{}, format, store.Alone(each(reports...)), store.ExportOptions{}); err != nil {
			t.Error(err)
		}
	})
}

func FuzzImportGDELT(f *testing.F) {
	fuzzImport(f, store.GDELT2, gdeltRow(nil), gdeltRow(map[int]string{27: "010"})+"\n\n"+gdeltRow(nil), "\xef\xbb\xbfGLOBALEVENTID\n")
}

func FuzzImportICEWS(f *testing.F) {
	text, _ := export(f, store.ICEWSFile, store.ExportOptions{All: true}, sample(f)...)
	fuzzImport(f, store.ICEWSFile, text, icewsHead+"1\t2")
}

func FuzzImportPolecat(f *testing.F) {
	text, _ := export(f, store.PolecatFile, store.ExportOptions{All: true}, sample(f)...)
	fuzzImport(f, store.PolecatFile, text, polecatHead+"A1_2\t2023-01-02\tAID\t\t\t\t\tIran\tIRN\tNone\tNone\tNone\tNone\t\t")
}
