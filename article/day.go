package article

import (
	"fmt"
	"time"
)

// Day is a civil day of the Gregorian calendar without a time zone. The zero Day means "unknown"; days count from
// 0001-01-01, which is Day 1.
type Day int

// epochDays is the number of days from 0000-12-31 to 1970-01-01.
const epochDays = 719163

// NewDay is the day y-m-d; values outside their usual ranges are normalised as in [time.Date].
func NewDay(y int, m time.Month, d int) Day {
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()/86400 + epochDays)
}

// ParseDay reads "2006-01-02".
func ParseDay(s string) (Day, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return 0, fmt.Errorf("day %q: want YYYY-MM-DD, such as 2021-05-06", s)
	}
	return DayOf(t), nil
}

// DayOf is the civil day of t in t's own zone.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return NewDay(y, m, d)
}

// Time is midnight UTC at the start of d.
func (d Day) Time() time.Time { return time.Unix(int64(d-epochDays)*86400, 0).UTC() }

// Date gives year, month and day of the month.
func (d Day) Date() (year int, month time.Month, day int) { return d.Time().Date() }

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.Time().Weekday() }

// IsZero tells whether the day is unknown.
func (d Day) IsZero() bool { return d == 0 }

// String is "2006-01-02", or "" for the unknown day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format("2006-01-02")
}

// MarshalText writes d as String does.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes; empty text is the unknown day.
func (d *Day) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = 0
		return nil
	}
	v, err := ParseDay(string(b))
	*d = v
	return err
}
