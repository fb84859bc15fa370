/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Requests that must be refused (RFC 9112, RFC 9110, RFC 3986), and ones like
 * them that must be taken. Each goes to a real server alone and cut in two at
 * every byte, the second part only after the server has read the first.
 *
 * Compiled a second time with lenient.c in place of http_strict*.c (and
 * MALFORMED_CONTROL defined) it is the control: llhttp alone takes many of them.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "fixture.h"

#define HOST "Host: a.example\r\n"
#define GET "GET / HTTP/1.1\r\n"
#define POST "POST /echo HTTP/1.1\r\n" HOST
#define CHUNKED POST "Transfer-Encoding: chunked\r\n\r\n"
#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A256 A64 A64 A64 A64

struct row {
    const char *why;
    struct slice request;
    int status;
};
#define ROW(why, request, status)                                                                  \
    {                                                                                              \
        why, SLICE_INIT(request), status                                                           \
    }

static const struct row refused[] = {
    /* length of the message */
    ROW("Content-Length twice, different", POST "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        400),
    ROW("Content-Length twice, the same", POST "Content-Length: 1\r\nContent-Length: 1\r\n\r\na",
        400),
    ROW("Content-Length as a list", POST "Content-Length: 1, 1\r\n\r\na", 400),
    ROW("Content-Length empty", POST "Content-Length:\r\n\r\n", 400),
    ROW("Content-Length with plus", POST "Content-Length: +1\r\n\r\na", 400),
    ROW("Content-Length negative", POST "Content-Length: -1\r\n\r\n", 400),
    ROW("Content-Length in hexadecimal", POST "Content-Length: 0x1\r\n\r\na", 400),
    ROW("Content-Length with a fraction", POST "Content-Length: 1.0\r\n\r\na", 400),
    ROW("Content-Length with a space inside", POST "Content-Length: 1 0\r\n\r\na", 400),
    ROW("Content-Length with a letter", POST "Content-Length: 1a\r\n\r\na", 400),
    ROW("Content-Length in quotes", POST "Content-Length: \"1\"\r\n\r\na", 400),
    ROW("Content-Length too large to count", POST "Content-Length: 18446744073709551617\r\n\r\na",
        400),
    ROW("Content-Length and Transfer-Encoding",
        POST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    ROW("Transfer-Encoding and Content-Length",
        POST "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400),
    ROW("Transfer-Encoding that does not end in chunked",
        POST "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", 400),
    ROW("Transfer-Encoding identity", POST "Transfer-Encoding: identity\r\n\r\n", 400),
    ROW("Transfer-Encoding empty", POST "Transfer-Encoding:\r\n\r\n", 400),
    ROW("Transfer-Encoding unknown", POST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
    ROW("Transfer-Encoding with something behind",
        POST "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n", 400),
    ROW("Transfer-Encoding in quotes", POST "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n", 400),
    ROW("Transfer-Encoding twice",
        POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    ROW("Transfer-Encoding twice, one hidden",
        POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n", 400),
    ROW("chunked twice", POST "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400),
    ROW("a coding that we do not speak", POST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        501),
    ROW("Transfer-Encoding with a vertical tab",
        POST "Transfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n", 400),
    ROW("Transfer-Encoding in HTTP/1.0",
        "POST /echo HTTP/1.0\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    ROW("space before the colon of Transfer-Encoding",
        POST "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400),
    ROW("Transfer-Encoding with underscore",
        POST "Transfer_Encoding: chunked\r\nContent-Length: 0\r\n\r\n", 400),
    ROW("Content-Length with underscore", POST "Content_Length: 5\r\nContent-Length: 0\r\n\r\n",
        400),
    ROW("Connection drops Content-Length",
        POST "Connection: content-length\r\nContent-Length: 0\r\n\r\n", 400),
    ROW("Connection drops Transfer-Encoding",
        POST "Connection: close, Transfer-Encoding\r\nContent-Length: 0\r\n\r\n", 400),

    /* chunks */
    ROW("chunk size empty", CHUNKED "\r\n\r\n", 400),
    ROW("chunk size negative", CHUNKED "-1\r\na\r\n0\r\n\r\n", 400),
    ROW("chunk size with plus", CHUNKED "+1\r\na\r\n0\r\n\r\n", 400),
    ROW("chunk size with 0x", CHUNKED "0x1\r\na\r\n0\r\n\r\n", 400),
    ROW("chunk size with a space before", CHUNKED " 1\r\na\r\n0\r\n\r\n", 400),
    ROW("chunk size with a space behind", CHUNKED "1 \r\na\r\n0\r\n\r\n", 400),
    ROW("chunk size with a tab behind", CHUNKED "1\t\r\na\r\n0\r\n\r\n", 400),
    ROW("chunk size no number", CHUNKED "g\r\na\r\n0\r\n\r\n", 400),
    ROW("chunk size too large to count", CHUNKED "10000000000000001\r\na\r\n0\r\n\r\n", 400),
    ROW("chunk size with too many zeros", CHUNKED "000000001\r\na\r\n0\r\n\r\n", 400),
    ROW("chunk size with underscore", CHUNKED "1_0\r\na\r\n0\r\n\r\n", 400),
    ROW("chunk size line with bare LF", CHUNKED "1\na\r\n0\r\n\r\n", 400),
    ROW("chunk size line with bare CR", CHUNKED "1\ra\r\n0\r\n\r\n", 400),
    ROW("chunk data too long", CHUNKED "1\r\nab\r\n0\r\n\r\n", 400),
    ROW("chunk data ends in bare LF", CHUNKED "1\r\na\n0\r\n\r\n", 400),
    ROW("chunk data ends in bare CR", CHUNKED "1\r\na\r0\r\n\r\n", 400),
    ROW("chunk data without line end", CHUNKED "1\r\na0\r\n\r\n", 400),
    ROW("last chunk ends in bare LF", CHUNKED "1\r\na\r\n0\n\n", 400),
    ROW("last line bare LF", CHUNKED "1\r\na\r\n0\r\n\n", 400),
    ROW("last line bare CR", CHUNKED "1\r\na\r\n0\r\n\rX", 400),
    ROW("chunk extension too long", CHUNKED "1;" A256 "\r\na\r\n0\r\n\r\n", 400),
    ROW("chunk extension with bare LF", CHUNKED "1;a\nb\r\na\r\n0\r\n\r\n", 400),
    ROW("chunk extension with NUL", CHUNKED "1;a\0b\r\na\r\n0\r\n\r\n", 400),
    ROW("chunk extension with a control character", CHUNKED "1;a\001b\r\na\r\n0\r\n\r\n", 400),
    ROW("trailer Content-Length", CHUNKED "0\r\nContent-Length: 5\r\n\r\n", 400),
    ROW("trailer Transfer-Encoding", CHUNKED "0\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    ROW("trailer Host", CHUNKED "0\r\nHost: b.example\r\n\r\n", 400),
    ROW("trailer without colon", CHUNKED "0\r\nabc\r\n\r\n", 400),
    ROW("trailer with space before colon", CHUNKED "0\r\nabc : d\r\n\r\n", 400),
    ROW("trailer with bare LF", CHUNKED "0\r\nabc: d\n\r\n", 400),

    /* lines */
    ROW("bare LF after the request line", "GET / HTTP/1.1\n" HOST "\r\n", 400),
    ROW("bare LF after a header", GET "Host: a.example\n\r\n", 400),
    ROW("bare LF everywhere", "GET / HTTP/1.1\nHost: a.example\n\n", 400),
    ROW("bare LF at the end", GET HOST "\n", 400),
    ROW("bare CR in the request line", "GET /\rHTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("bare CR in a header value", GET HOST "X: a\rb\r\n\r\n", 400),
    ROW("bare CR after a header", GET "Host: a.example\r\r\n\r\n", 400),
    ROW("two empty lines first", "\r\n\r\n" GET HOST "\r\n", 400),
    ROW("bare LF first", "\n" GET HOST "\r\n", 400),
    ROW("a space first", " " GET HOST "\r\n", 400),
    ROW("a tab first", "\t" GET HOST "\r\n", 400),
    ROW("line folding with a space", GET HOST "X: a\r\n b\r\n\r\n", 400),
    ROW("line folding with a tab", GET HOST "X: a\r\n\tb\r\n\r\n", 400),
    ROW("white space before the first header", GET " " HOST "\r\n", 400),
    ROW("space before colon", GET "Host : a.example\r\n\r\n", 400),
    ROW("tab before colon", GET HOST "X\t: a\r\n\r\n", 400),
    ROW("header without colon", GET HOST "abc\r\n\r\n", 400),
    ROW("empty header name", GET HOST ": a\r\n\r\n", 400),
    ROW("header name with a space", GET HOST "X Y: a\r\n\r\n", 400),
    ROW("header name with a parenthesis", GET HOST "X(Y): a\r\n\r\n", 400),
    ROW("header name with NUL", GET HOST "X\0Y: a\r\n\r\n", 400),
    ROW("header name with a high byte", GET HOST "X\303\244: a\r\n\r\n", 400),
    ROW("header name in quotes", GET HOST "\"X\": a\r\n\r\n", 400),
    ROW("header value with NUL", GET HOST "X: a\0b\r\n\r\n", 400),
    ROW("header value with a control character", GET HOST "X: a\001b\r\n\r\n", 400),
    ROW("header value with DEL", GET HOST "X: a\177b\r\n\r\n", 400),
    ROW("header value with escape", GET HOST "X: \033[31m\r\n\r\n", 400),

    /* Host */
    ROW("no Host", GET "\r\n", 400),
    ROW("Host twice", GET HOST HOST "\r\n", 400),
    ROW("Host twice, different", GET HOST "Host: b.example\r\n\r\n", 400),
    ROW("Host empty", GET "Host:\r\n\r\n", 400),
    ROW("Host with a path", GET "Host: a.example/b\r\n\r\n", 400),
    ROW("Host with a user", GET "Host: u@a.example\r\n\r\n", 400),
    ROW("Host with a space", GET "Host: a b\r\n\r\n", 400),
    ROW("Host list", GET "Host: a.example, b.example\r\n\r\n", 400),
    ROW("Host with a port that is no number", GET "Host: a.example:8o\r\n\r\n", 400),
    ROW("Host with an empty port", GET "Host: a.example:\r\n\r\n", 400),
    ROW("Host with half an address", GET "Host: [::1\r\n\r\n", 400),
    ROW("Host with a high byte", GET "Host: \303\244.example\r\n\r\n", 400),
    ROW("Host with a percent sign", GET "Host: a%2eexample\r\n\r\n", 400),
    ROW("Host twice, in capitals", GET HOST "HOST: b.example\r\n\r\n", 400),
    ROW("target and Host differ", "GET http://b.example/ HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("target with a user", "GET http://u@a.example/ HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("target of another scheme", "GET ftp://a.example/ HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("target without host", "GET http:/// HTTP/1.1\r\n" HOST "\r\n", 400),

    /* request line */
    ROW("no target", "GET HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("no version", "GET /\r\n" HOST "\r\n", 400),
    ROW("two spaces behind the method", "GET  / HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("two spaces behind the target", "GET /  HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("tab behind the method", "GET\t/ HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("space behind the version", "GET / HTTP/1.1 \r\n" HOST "\r\n", 400),
    ROW("a space in the target", "GET /a b HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("version in lower case", "GET / http/1.1\r\n" HOST "\r\n", 400),
    ROW("version of another protocol", "GET / HTCPCP/1.0\r\n" HOST "\r\n", 400),
    ROW("version too short", "GET / HTTP/1\r\n" HOST "\r\n", 400),
    ROW("version too long", "GET / HTTP/1.10\r\n" HOST "\r\n", 400),
    ROW("version 0.9", "GET / HTTP/0.9\r\n" HOST "\r\n", 505),
    ROW("version 1.2", "GET / HTTP/1.2\r\n" HOST "\r\n", 505),
    ROW("version 2.0", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    ROW("method with a slash", "G/T / HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("method with NUL", "GE\0T / HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("method in lower case", "get / HTTP/1.1\r\n" HOST "\r\n", 501),
    ROW("method unknown", "GETS / HTTP/1.1\r\n" HOST "\r\n", 501),
    ROW("TLS spoken", "\026\003\001\002\000\001\000\001\374\003\003", 400),
    ROW("only junk", "\377\376\375\r\n\r\n", 400),

    /* target */
    ROW("fragment", "GET /#a HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("fragment behind a query", "GET /query?a=b#c HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("no slash first", "GET a HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("a backslash", "GET /a\\b HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("a backslash, encoded", "GET /a%5cb HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("a control character", "GET /a\001b HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("NUL", "GET /a\0b HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("NUL, encoded", "GET /a%00b HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("line end, encoded", "GET /a%0d%0ab HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("a high byte", "GET /\303\244 HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("not UTF-8", "GET /%ff HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("UTF-8 too long", "GET /%c0%af HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("percent sign alone", "GET /a% HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("percent sign with one digit", "GET /a%4 HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("percent sign with no hexadecimal", "GET /a%zz HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("percent sign wrong in the query", "GET /query?a=%g1 HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("a quote", "GET /\"a\" HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("an angle bracket in the query", "GET /query?<a> HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("dots up", "GET /../etc/passwd HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("dots up inside", "GET /static/../../x HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("dots up, encoded", "GET /%2e%2e/x HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("dots up, half encoded", "GET /.%2E/x HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("dots up at the end", "GET /static/.. HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("dots up with a parameter", "GET /..;/x HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("a dot", "GET /./x HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("a slash, encoded", "GET /a%2fb HTTP/1.1\r\n" HOST "\r\n", 400),
    ROW("asterisk without OPTIONS", "GET * HTTP/1.1\r\n" HOST "\r\n", 400),

    /* headers on which decisions hang */
    ROW("Cookie twice", GET HOST "Cookie: a=1\r\nCookie: a=2\r\n\r\n", 400),
    ROW("Origin twice", GET HOST "Origin: http://a\r\nOrigin: http://b\r\n\r\n", 400),
    ROW("Content-Type twice",
        POST "Content-Type: text/plain\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n",
        400),
    ROW("Expect unknown", POST "Expect: 200-ok\r\nContent-Length: 1\r\n\r\na", 417),
};

static const struct row taken[] = {
    ROW("a plain request", GET HOST "\r\n", 200),
    ROW("an empty line first", "\r\n" GET HOST "\r\n", 200),
    ROW("HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", 200),
    ROW("Host with a port", GET "Host: a.example:8080\r\n\r\n", 200),
    ROW("Host with IPv4", GET "Host: 127.0.0.1:80\r\n\r\n", 200),
    ROW("Host with IPv6", GET "Host: [::1]:80\r\n\r\n", 200),
    ROW("header names in any case", GET "hOST: a.example\r\nX-y: z\r\n\r\n", 200),
    ROW("no space behind the colon", GET "Host:a.example\r\n\r\n", 200),
    ROW("spaces and tabs around a value", GET "Host: \t a.example \t \r\n\r\n", 200),
    ROW("a tab in a value", GET HOST "X: a\tb\r\n\r\n", 200),
    ROW("a high byte in a value", GET HOST "X: \303\244\r\n\r\n", 200),
    ROW("an empty value", GET HOST "X:\r\n\r\n", 200),
    ROW("absolute form", "GET http://a.example/?x HTTP/1.1\r\n" HOST "\r\n", 200),
    ROW("absolute form without path", "GET http://a.example HTTP/1.1\r\n" HOST "\r\n", 200),
    ROW("an empty query", "GET /? HTTP/1.1\r\n" HOST "\r\n", 200),
    ROW("a query as people write it",
        "GET /query?a[]=1&b=/x?y:@!$'()*,;{}|^`\\ HTTP/1.1\r\n" HOST "\r\n", 200),
    ROW("percent coding", "GET /param/%C3%A4%20%2B HTTP/1.1\r\n" HOST "\r\n", 200),
    ROW("dots in a name", "GET /param/..a HTTP/1.1\r\n" HOST "\r\n", 200),
    ROW("three dots", "GET /param/... HTTP/1.1\r\n" HOST "\r\n", 200),
    ROW("OPTIONS of all", "OPTIONS * HTTP/1.1\r\n" HOST "\r\n", 204),
    ROW("no body by its length", POST "Content-Length: 0\r\n\r\n", 200),
    ROW("leading zeros in the length", POST "Content-Length: 0003\r\n\r\nabc", 200),
    ROW("a body", POST "Content-Length: 3\r\n\r\nabc", 200),
    ROW("chunks", CHUNKED "3\r\nabc\r\n0a\r\n0123456789\r\n0\r\n\r\n", 200),
    ROW("chunks in capitals", POST "Transfer-Encoding: CHUNKED\r\n\r\nA\r\n0123456789\r\n0\r\n\r\n",
        200),
    ROW("a chunk with extension", CHUNKED "1;a;c=\"d\"\r\na\r\n0;x\r\n\r\n", 200),
    ROW("trailers", CHUNKED "1\r\na\r\n0\r\nX-Sum: 1\r\nY: 2\r\n\r\n", 200),
    ROW("no chunk but the last", CHUNKED "0\r\n\r\n", 200),
    ROW("an upgrade that we ignore",
        GET HOST
        "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n",
        200),
    ROW("what a browser sends",
        GET HOST "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:115.0)\r\n"
                 "Accept: text/html,*/*;q=0.8\r\nAccept-Language: de,en;q=0.5\r\n"
                 "Accept-Encoding: gzip, deflate, br\r\nCookie: a=b; c=d\r\n"
                 "Sec-Fetch-Site: same-origin\r\nIf-None-Match: \"x\"\r\n\r\n",
        200),
};

static struct fixture f;

static int
start(void **state)
{
    (void)state;
    fixture_init(&f);
    f.options.log_fd = -1;
    /* Short, so that the control does not wait for what never comes. */
    f.options.limits.head_ms_max = f.options.limits.body_ms_max = MALFORMED_WAIT_MS;
    fixture_start(&f);
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    fixture_done(&f);
    return 0;
}

/* The status of the answer; `is_closed` when nothing may follow it. */
static int
ask_cut(struct slice request, size_t cut, bool *is_closed)
{
    int fd = client_connect_unix(&f);
    struct answer a;

    client_send(fd, slice_sub(request, 0, cut));
    if (cut > 0 && cut < request.len)
        client_await_taken(fd);
    client_send(fd, slice_sub(request, cut, request.len));
    a = client_answer(fd, false);
#ifndef MALFORMED_CONTROL
    *is_closed = a.status >= 400 && client_is_closed(fd);
#else
    *is_closed = true; /* only the status is compared: nobody waits for an end that does not come */
#endif
    client_close(fd);
    return a.status;
}

#ifndef MALFORMED_CONTROL

static void
refuse(const struct row *row, size_t cut)
{
    bool is_closed = false;
    char why[256];

    (void)snprintf(why, sizeof why, "%s (cut at %zu)", row->why, cut);
    CHECK_INT(why, ask_cut(row->request, cut, &is_closed), row->status);
    CHECK_TRUE(why, is_closed);
}

static void
refuses_malformed_requests(void **state)
{
    (void)state;
    assert_true(ARRAY_LEN(refused) >= 70);
    for (size_t i = 0; i < ARRAY_LEN(refused); i++)
        refuse(&refused[i], refused[i].request.len);
}

static void
refuses_malformed_requests_cut_at_every_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        for (size_t cut = 1; cut < refused[i].request.len; cut++)
            refuse(&refused[i], cut);
    }
}

static void
takes_well_formed_requests_cut_at_every_byte(void **state)
{
    bool is_closed;
    char why[256];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(taken); i++) {
        for (size_t cut = 1; cut <= taken[i].request.len; cut++) {
            (void)snprintf(why, sizeof why, "%s (cut at %zu)", taken[i].why, cut);
            CHECK_INT(why, ask_cut(taken[i].request, cut, &is_closed), taken[i].status);
        }
    }
}

/* A refused request must take with it what stands behind it on the connection. */
static void
never_answers_what_follows_a_malformed_request(void **state)
{
    static const struct slice next = SLICE_INIT("GET /param/smuggled HTTP/1.1\r\n" HOST "\r\n");
    char bytes[2048];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        struct slice one = refused[i].request;
        int fd = client_connect_unix(&f);

        assert_true(one.len + next.len < sizeof bytes);
        memcpy(bytes, one.at, one.len);
        memcpy(bytes + one.len, next.at, next.len);
        client_send(fd, (struct slice){bytes, one.len + next.len});
        CHECK_TRUE(refused[i].why, client_answer(fd, false).status >= 400);
        CHECK_TRUE(refused[i].why, client_is_closed(fd));
        client_close(fd);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_malformed_requests),
        cmocka_unit_test(refuses_malformed_requests_cut_at_every_byte),
        cmocka_unit_test(takes_well_formed_requests_cut_at_every_byte),
        cmocka_unit_test(never_answers_what_follows_a_malformed_request),
    };

    (void)printf("%zu refused, %zu taken\n", ARRAY_LEN(refused), ARRAY_LEN(taken));
    return cmocka_run_group_tests(tests, start, stop);
}

#else

/* Without our own checks many rows are red: so the table does test them. */
static void
llhttp_alone_takes_many_of_them(void **state)
{
    size_t red = 0;
    bool is_closed;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        int status = ask_cut(refused[i].request, refused[i].request.len, &is_closed);

        if (status != refused[i].status) {
            (void)printf("red: %s gives %d\n", refused[i].why, status);
            red++;
        }
    }
    (void)printf("%zu of %zu are red without our checks\n", red, ARRAY_LEN(refused));
    assert_true(red >= 40);
    for (size_t i = 0; i < ARRAY_LEN(taken); i++)
        CHECK_INT(taken[i].why, ask_cut(taken[i].request, taken[i].request.len, &is_closed),
                  taken[i].status);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(llhttp_alone_takes_many_of_them)};

    return cmocka_run_group_tests(tests, start, stop);
}

#endif
