package article

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"sort"
	"strings"
)

// deriveID makes an id for an article that brought none: of its address, else the caller's, else of its text. It is stable:
// the same page under the same address keeps its id, whatever is changed in it.
func deriveID(a *Article, fallback ID) ID {
	switch {
	case a.URL != "":
		return ID("url-" + shortHash(foldURL(a.URL)))
	case fallback != "":
		return fallback
	}
	return ID("text-" + shortHash(a.Text))
}

// shortHash is 80 bits of SHA-256: enough for 10^9 articles with a chance of one collision below 10^-6.
func shortHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:10])
}

// foldURL is address without what does not change the page: scheme, "www.", fragment, tracking parameters, last slash.
func foldURL(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" {
		return address
	}
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	var keep []string
	for _, part := range strings.Split(u.RawQuery, "&") {
		if part != "" && !isTracking(part) {
			keep = append(keep, part)
		}
	}
	sort.Strings(keep)
	out := host + strings.TrimRight(u.EscapedPath(), "/")
	if len(keep) > 0 {
		out += "?" + strings.Join(keep, "&")
	}
	return out
}

func isTracking(param string) bool {
	key, _, _ := strings.Cut(strings.ToLower(param), "=")
	switch key {
	case "fbclid", "gclid", "cmpid", "ocid", "ncid", "mc_cid", "mc_eid", "igshid", "amp":
		return true
	}
	return strings.HasPrefix(key, "utm_")
}
