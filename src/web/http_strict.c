/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/http_strict.h"

#include <string.h>

#include "base/unicode.h"

/* For functions that answer bool; the refusal is always their parameter ret_why. */
#define REFUSE(code, text)                                                                         \
    do {                                                                                           \
        *ret_why = (struct http_refusal){(code), (text)};                                          \
        return false;                                                                              \
    } while (0)
#define REFUSE_STEP(code, text)                                                                    \
    do {                                                                                           \
        *ret_why = (struct http_refusal){(code), (text)};                                          \
        return STEP_REFUSED;                                                                       \
    } while (0)

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* tchar of RFC 9110 section 5.6.2 */
static bool
is_token_char(char c)
{
    return is_digit(c) || is_alpha(c) || (c != 0 && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static bool
is_token(struct slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!is_token_char(s.at[i]))
            return false;
    }
    return s.len > 0;
}

/* --- the end of the head ------------------------------------------------- */

static bool
scan_byte(struct http_scan *s, struct slice in, struct http_refusal *ret_why)
{
    char c = in.at[s->at];
    char before = s->at > 0 ? in.at[s->at - 1] : 0;

    if (before == '\r' && c != '\n')
        REFUSE(400, "bare CR");
    if (c == '\n' && before != '\r')
        REFUSE(400, "bare LF");
    if ((unsigned char)c < ' ' && c != '\r' && c != '\n' && c != '\t')
        REFUSE(400, "control character");
    if (c == 0x7f)
        REFUSE(400, "control character");
    if (s->at == s->start && c != '\r' && !is_token_char(c))
        REFUSE(400, "no method at the start");
    if (s->line_end == 0 && s->at - s->start > HTTP_TARGET_BYTES_MAX + 32)
        REFUSE(414, "request line too long");
    if (s->at - s->start >= HTTP_HEAD_BYTES_MAX)
        REFUSE(431, "head too long");
    return true;
}

enum http_step
http_strict_scan(struct http_scan *s, struct slice in, struct http_refusal *ret_why)
{
    while (s->at < in.len) {
        if (!scan_byte(s, in, ret_why))
            return STEP_REFUSED;
        s->at++;
        if (in.at[s->at - 1] != '\n')
            continue;
        if (s->at == 2 && s->start == 0) {
            s->start = 2; /* one empty line before a request is allowed */
        } else if (s->at - s->start == 2) {
            REFUSE_STEP(400, "empty lines before the request");
        } else if (s->line_end == 0) {
            s->line_end = s->at;
        } else if (in.at[s->at - 3] == '\n') {
            return STEP_DONE;
        }
    }
    return STEP_MORE;
}

/* --- request line -------------------------------------------------------- */

static bool
check_request_line(struct slice line, struct http_refusal *ret_why)
{
    size_t first = slice_find_char(line, ' ');
    struct slice method = slice_sub(line, 0, first);
    struct slice rest = slice_sub(line, first + 1, line.len);
    size_t second = slice_find_char(rest, ' ');
    struct slice target = slice_sub(rest, 0, second);
    struct slice version = slice_sub(rest, second + 1, rest.len);

    if (!is_token(method))
        REFUSE(400, "method is no token");
    if (method.len > 32)
        REFUSE(501, "method too long");
    if (target.len == 0 || second == rest.len)
        REFUSE(400, "request line without target or version");
    if (target.len > HTTP_TARGET_BYTES_MAX)
        REFUSE(414, "target too long");
    if (version.len != 8 || memcmp(version.at, "HTTP/", 5) != 0 || !is_digit(version.at[5]) ||
        version.at[6] != '.' || !is_digit(version.at[7]))
        REFUSE(400, "version is not HTTP/x.y");
    if (version.at[5] != '1' || version.at[7] > '1')
        REFUSE(505, "version is not 1.0 or 1.1");
    return true;
}

/* --- header lines -------------------------------------------------------- */

/* Names that a proxy which turns "_" into "-" would take for the framing of the message. */
static bool
is_framing_in_disguise(struct slice name)
{
    static const char *const framing[] = {"content-length", "transfer-encoding", "host"};
    char plain[32];

    if (name.len >= sizeof plain)
        return false;
    for (size_t i = 0; i < name.len; i++)
        plain[i] = name.at[i] == '_' || name.at[i] == '.' ? '-' : name.at[i];
    for (size_t i = 0; i < ARRAY_LEN(framing); i++) {
        if (slice_eq_ascii_nocase((struct slice){plain, name.len}, slice_of(framing[i])) &&
            !slice_eq_ascii_nocase(name, slice_of(framing[i])))
            return true;
    }
    return false;
}

static bool
check_header_line(struct slice line, struct http_refusal *ret_why)
{
    size_t colon = slice_find_char(line, ':');
    struct slice name = slice_sub(line, 0, colon);

    if (line.at[0] == ' ' || line.at[0] == '\t')
        REFUSE(400, "line folding");
    if (colon == line.len)
        REFUSE(400, "header line without colon");
    if (colon == 0)
        REFUSE(400, "empty header name");
    if (name.at[name.len - 1] == ' ' || name.at[name.len - 1] == '\t')
        REFUSE(400, "space before colon");
    if (!is_token(name))
        REFUSE(400, "header name is no token");
    if (is_framing_in_disguise(name))
        REFUSE(400, "framing header in disguise");
    return true;
}

bool
http_strict_lines(struct slice raw, size_t *ret_lines, struct http_refusal *ret_why)
{
    struct slice rest = slice_sub(raw, 0, raw.len - 2); /* without the empty line */
    struct slice line;
    size_t lines = 0;

    while (slice_next(&rest, '\n', &line)) {
        line = slice_sub(line, 0, line.len - 1); /* its CR; scan_byte() saw to it */
        if (lines == 0 ? !check_request_line(line, ret_why) : !check_header_line(line, ret_why))
            return false;
        lines++;
    }
    if (lines - 1 > HTTP_HEADERS_MAX)
        REFUSE(431, "too many header lines");
    *ret_lines = lines - 1;
    return true;
}

/* --- fields -------------------------------------------------------------- */

/* The value of a header that may stand there once. at == NULL when absent. */
static bool
find_single(const struct http_head *head, const char *name, struct slice *ret_value,
            struct http_refusal *ret_why)
{
    struct slice found = {NULL, 0};

    for (size_t i = 0; i < head->headers_len; i++) {
        if (!slice_eq_ascii_nocase(head->headers[i].name, slice_of(name)))
            continue;
        if (found.at != NULL)
            REFUSE(400, "header that may stand there once stands there twice");
        found = head->headers[i].value;
        if (found.at == NULL)
            found.at = "";
    }
    *ret_value = found;
    return true;
}

static bool
is_ip_literal(struct slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!is_digit(s.at[i]) && !is_alpha(s.at[i]) && s.at[i] != ':' && s.at[i] != '.')
            return false;
    }
    return s.len >= 2 && slice_find_char(s, ':') < s.len;
}

/* host [ ":" port ] of RFC 9110 section 7.2, names as in DNS (and "_", which people use) */
static bool
is_host(struct slice s)
{
    size_t end = s.len > 0 && s.at[0] == '[' ? slice_find_char(s, ']') : slice_find_char(s, ':');
    struct slice name = slice_sub(s, 0, end);
    struct slice port;

    if (s.len == 0 || s.len > 255)
        return false;
    if (s.at[0] == '[') {
        if (end == s.len || !is_ip_literal(slice_sub(s, 1, end - 1)))
            return false;
        end++;
    } else {
        for (size_t i = 0; i < name.len; i++) {
            if (!is_digit(name.at[i]) && !is_alpha(name.at[i]) && name.at[i] != '-' &&
                name.at[i] != '.' && name.at[i] != '_')
                return false;
        }
        if (name.len == 0 || name.at[0] == '.')
            return false;
    }
    port = slice_sub(s, end, s.len);
    if (port.len == 0)
        return true;
    if (port.at[0] != ':' || port.len < 2 || port.len > 6)
        return false;
    for (size_t i = 1; i < port.len; i++) {
        if (!is_digit(port.at[i]))
            return false;
    }
    return true;
}

static bool
check_host(struct http_head *head, struct http_refusal *ret_why)
{
    if (!find_single(head, "Host", &head->host, ret_why))
        return false;
    if (head->host.at == NULL && head->minor == 0)
        return true;
    if (head->host.at == NULL)
        REFUSE(400, "no Host");
    if (!is_host(head->host))
        REFUSE(400, "Host is no host");
    return true;
}

static bool
check_length(const struct http_head *head, struct slice length, struct http_refusal *ret_why)
{
    uint64_t n = 0;

    if (length.at == NULL)
        return true;
    if (length.len == 0 || length.len > 18)
        REFUSE(length.len == 0 ? 400 : 413, "Content-Length is empty or too large");
    for (size_t i = 0; i < length.len; i++) {
        if (!is_digit(length.at[i]))
            REFUSE(400, "Content-Length is no number");
        n = n * 10 + (uint64_t)(length.at[i] - '0');
    }
    if (!head->has_length || head->content_length != n)
        REFUSE(400, "Content-Length is read in two ways");
    return true;
}

static bool
check_transfer_encoding(const struct http_head *head, struct slice te, struct slice length,
                        struct http_refusal *ret_why)
{
    struct slice last = te;
    struct slice part;

    if (te.at == NULL)
        return true;
    if (head->minor == 0)
        REFUSE(400, "Transfer-Encoding in HTTP/1.0");
    if (length.at != NULL)
        REFUSE(400, "Content-Length and Transfer-Encoding");
    while (slice_next(&te, ',', &part))
        last = part;
    if (!slice_eq_ascii_nocase(slice_trim(last), SLICE("chunked")))
        REFUSE(400, "Transfer-Encoding does not end in chunked");
    if (!head->is_chunked)
        REFUSE(400, "Transfer-Encoding is read in two ways");
    return true;
}

/* "chunked" alone: we speak no other coding, and "chunked, chunked" is forbidden. */
static bool
check_only_chunked(struct slice te, struct http_refusal *ret_why)
{
    size_t comma = slice_find_char(te, ',');

    if (te.at == NULL || comma == te.len)
        return true;
    if (slice_eq_ascii_nocase(slice_trim(slice_sub(te, 0, comma)), SLICE("chunked")) ||
        slice_trim(slice_sub(te, 0, comma)).len == 0)
        REFUSE(400, "chunked is not the only coding");
    REFUSE(501, "Transfer-Encoding that we do not speak");
}

static bool
check_framing(const struct http_head *head, struct http_refusal *ret_why)
{
    struct slice length;
    struct slice te;

    return find_single(head, "Content-Length", &length, ret_why) &&
           find_single(head, "Transfer-Encoding", &te, ret_why) &&
           check_length(head, length, ret_why) &&
           check_transfer_encoding(head, te, length, ret_why) && check_only_chunked(te, ret_why);
}

static bool
names_framing(struct slice list)
{
    static const char *const framing[] = {"content-length", "transfer-encoding", "host"};
    struct slice part;

    while (slice_next(&list, ',', &part)) {
        for (size_t i = 0; i < ARRAY_LEN(framing); i++) {
            if (slice_eq_ascii_nocase(slice_trim(part), slice_of(framing[i])))
                return true;
        }
    }
    return false;
}

/* A hop-by-hop list that names what frames the message would have a proxy drop it. */
static bool
check_connection(const struct http_head *head, struct http_refusal *ret_why)
{
    for (size_t i = 0; i < head->headers_len; i++) {
        if (slice_eq_ascii_nocase(head->headers[i].name, SLICE("Connection")) &&
            names_framing(head->headers[i].value))
            REFUSE(400, "Connection names a framing header");
    }
    return true;
}

/* Headers on which a decision hangs: one value or none. */
static bool
check_singles(struct http_head *head, struct http_refusal *ret_why)
{
    static const char *const singles[] = {"Content-Type", "Origin", "Cookie", "Sec-Fetch-Site",
                                          "Authorization"};
    struct slice value;

    for (size_t i = 0; i < ARRAY_LEN(singles); i++) {
        if (!find_single(head, singles[i], &value, ret_why))
            return false;
    }
    if (!find_single(head, "Expect", &value, ret_why))
        return false;
    if (value.at != NULL && !slice_eq_ascii_nocase(value, SLICE("100-continue")))
        REFUSE(417, "Expect that we do not know");
    head->expects_continue = value.at != NULL && head->minor == 1;
    return true;
}

bool
http_strict_fields(struct http_head *head, size_t lines, struct http_refusal *ret_why)
{
    if (lines != head->headers_len)
        REFUSE(400, "header lines are read in two ways");
    return check_host(head, ret_why) && check_framing(head, ret_why) &&
           check_connection(head, ret_why) && check_singles(head, ret_why);
}

/* --- target -------------------------------------------------------------- */

/* Of pchar, and what browsers leave unencoded beside it (WHATWG URL). */
static bool
is_target_char(char c, bool in_query)
{
    if (is_digit(c) || is_alpha(c))
        return true;
    if (c == 0 || (unsigned char)c >= 0x7f)
        return false;
    return strchr(in_query ? "-._~!$&'()*+,;=:@/?%[]{}|^`\\" : "-._~!$&'()*+,;=:@/%[]|^", c) !=
           NULL;
}

static bool
check_target_chars(struct slice s, bool in_query, struct http_refusal *ret_why)
{
    static const char hex[] = "0123456789abcdefABCDEF";

    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '#')
            REFUSE(400, "fragment in target");
        if (!is_target_char(s.at[i], in_query))
            REFUSE(400, "character that a target may not have");
        if (s.at[i] != '%')
            continue;
        if (s.len - i < 3 || s.at[i + 1] == 0 || s.at[i + 2] == 0 ||
            strchr(hex, s.at[i + 1]) == NULL || strchr(hex, s.at[i + 2]) == NULL)
            REFUSE(400, "wrong percent encoding");
    }
    return true;
}

/* "/a/../b" is refused, not mended: what stands before us may mend it otherwise. */
static bool
check_path_decoded(struct slice path, struct http_refusal *ret_why)
{
    struct slice rest = path;
    struct slice segment;

    if (!unicode_is_valid(path))
        REFUSE(400, "path is not UTF-8");
    for (size_t i = 0; i < path.len; i++) {
        if ((unsigned char)path.at[i] < ' ' || path.at[i] == 0x7f)
            REFUSE(400, "control character in path");
        if (path.at[i] == '\\')
            REFUSE(400, "backslash in path");
    }
    while (slice_next(&rest, '/', &segment)) {
        if (slice_is(segment, ".") || slice_is(segment, "..") ||
            slice_starts(segment, SLICE("..;")))
            REFUSE(400, "dot segment in path");
    }
    return true;
}

static bool
check_path(struct arena *a, struct http_head *head, struct http_refusal *ret_why)
{
    struct slice raw = head->path_raw;

    if (!check_target_chars(raw, false, ret_why))
        return false;
    for (size_t i = 0; i + 2 < raw.len; i++) {
        if (raw.at[i] == '%' && raw.at[i + 1] == '2' && (raw.at[i + 2] | 0x20) == 'f')
            REFUSE(400, "encoded slash in path");
        if (raw.at[i] == '%' && raw.at[i + 1] == '0' && raw.at[i + 2] == '0')
            REFUSE(400, "NUL in path");
    }
    if (percent_decode(a, raw, false, &head->path) != OK)
        REFUSE(400, "path cannot be decoded");
    return check_path_decoded(head->path, ret_why);
}

/* "http://host/path?query" to authority and the rest. */
static bool
take_authority(struct http_head *head, struct slice *rest, struct http_refusal *ret_why)
{
    struct slice scheme = slice_sub(*rest, 0, slice_find(*rest, SLICE("://")));
    struct slice behind = slice_sub(*rest, scheme.len + 3, rest->len);
    size_t end = slice_find_char(behind, '/');

    if (!slice_eq_ascii_nocase(scheme, SLICE("http")) &&
        !slice_eq_ascii_nocase(scheme, SLICE("https")))
        REFUSE(400, "target is neither a path nor a web address");
    if (slice_find_char(behind, '?') < end)
        end = slice_find_char(behind, '?');
    head->authority = slice_sub(behind, 0, end);
    if (!is_host(head->authority))
        REFUSE(400, "authority of the target is no host");
    if (head->host.at != NULL && !slice_eq_ascii_nocase(head->authority, head->host))
        REFUSE(400, "target and Host name different hosts");
    head->host = head->authority;
    *rest = slice_sub(behind, end, behind.len);
    return true;
}

bool
http_strict_target(struct arena *a, struct http_head *head, struct http_refusal *ret_why)
{
    struct slice rest = head->target;
    size_t question;

    if (slice_is(rest, "*")) {
        if (!slice_is(head->method_name, "OPTIONS"))
            REFUSE(400, "target * without OPTIONS");
        head->is_asterisk = true;
        head->path_raw = head->path = SLICE("*");
        return true;
    }
    if (rest.at[0] != '/') {
        /* The authority form belongs to CONNECT, which we do not speak. */
        if (slice_is(head->method_name, "CONNECT"))
            REFUSE(501, "CONNECT");
        if (!take_authority(head, &rest, ret_why))
            return false;
    }
    question = slice_find_char(rest, '?');
    head->path_raw = slice_sub(rest, 0, question);
    head->query_raw = slice_sub(rest, question + 1, rest.len);
    if (head->path_raw.len == 0)
        head->path_raw = SLICE("/");
    return check_target_chars(head->query_raw, true, ret_why) && check_path(a, head, ret_why);
}
