/* SPDX-License-Identifier: EUPL-1.2 */
#include "fixture.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "web/guest.h"

/* --- routes -------------------------------------------------------------- */

static pthread_mutex_t gate_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gate_cond = PTHREAD_COND_INITIALIZER;
static bool gate_is_open = true;
static int gate_waiting;

void
fixture_gate_close(void)
{
    pthread_mutex_lock(&gate_mutex);
    gate_is_open = false;
    pthread_mutex_unlock(&gate_mutex);
}

void
fixture_gate_open(void)
{
    pthread_mutex_lock(&gate_mutex);
    gate_is_open = true;
    pthread_cond_broadcast(&gate_cond);
    pthread_mutex_unlock(&gate_mutex);
}

void
fixture_gate_await(int n)
{
    pthread_mutex_lock(&gate_mutex);
    while (gate_waiting < n)
        pthread_cond_wait(&gate_cond, &gate_mutex);
    pthread_mutex_unlock(&gate_mutex);
}

static enum err
say(struct http_response *res, struct slice s)
{
    res->content_type = HTTP_TYPE_TEXT;
    res->body = s;
    return OK;
}

static enum err
h_hello(struct http_request *req, struct http_response *res)
{
    (void)req;
    return say(res, SLICE("hello\n"));
}

void
fixture_gate_pass(void)
{
    pthread_mutex_lock(&gate_mutex);
    gate_waiting++;
    pthread_cond_broadcast(&gate_cond);
    while (!gate_is_open)
        pthread_cond_wait(&gate_cond, &gate_mutex);
    gate_waiting--;
    pthread_mutex_unlock(&gate_mutex);
}

static enum err
h_gate(struct http_request *req, struct http_response *res)
{
    (void)req;
    fixture_gate_pass();
    return say(res, SLICE("through\n"));
}

static enum err
h_param(struct http_request *req, struct http_response *res)
{
    return say(res, http_param(req, "name"));
}

static void
put_fields(struct text *t, const struct form *f)
{
    for (size_t i = 0; i < f->len; i++)
        text_printf(t, "%.*s=%.*s;", SLICE_ARG(f->fields[i].name), SLICE_ARG(f->fields[i].value));
}

static enum err
h_query(struct http_request *req, struct http_response *res)
{
    struct text t = text_init(req->arena, 100000);

    put_fields(&t, &req->query);
    return http_body(res, HTTP_TYPE_TEXT, &t);
}

static enum err
h_guest(struct http_request *req, struct http_response *res)
{
    struct text t = text_init(req->arena, 1000);

    text_printf(&t, "%.*s %.*s", SLICE_ARG(req->guest), SLICE_ARG(req->form_token));
    http_set_header(res, "Cache-Control", SLICE("public")); /* must not win */
    return http_body(res, HTTP_TYPE_TEXT, &t);
}

static enum err
h_files(struct http_request *req, struct http_response *res)
{
    const struct form_file *file = multipart_file(&req->files, "liste");
    struct text t = text_init(req->arena, 1 << 20);

    text_printf(&t, "%.*s:", SLICE_ARG(form_value(&req->form, "a")));
    if (file != NULL)
        text_put(&t, file->bytes);
    return http_body(res, HTTP_TYPE_TEXT, &t);
}

static enum err
h_form(struct http_request *req, struct http_response *res)
{
    struct slice next = form_value(&req->form, "next");
    struct text t = text_init(req->arena, 200000);

    if (next.len > 0)
        return http_redirect(res, next);
    put_fields(&t, &req->form);
    return http_body(res, HTTP_TYPE_TEXT, &t);
}

static enum err
h_echo(struct http_request *req, struct http_response *res)
{
    return say(res, req->body);
}

static enum err
h_upload(struct http_request *req, struct http_response *res)
{
    struct text t = text_init(req->arena, 1000);
    char piece[7000];
    uint64_t sum = 0;
    uint64_t len = 0;
    size_t n = 1;

    while (n > 0) {
        TRY(http_body_read(req, piece, sizeof piece, &n));
        for (size_t i = 0; i < n; i++)
            sum = sum * 31 + (unsigned char)piece[i];
        len += n;
    }
    text_printf(&t, "%llu %llu", (unsigned long long)len, (unsigned long long)sum);
    return http_body(res, HTTP_TYPE_TEXT, &t);
}

static enum err
h_upload_refused(struct http_request *req, struct http_response *res)
{
    (void)req;
    return http_error(res, 422, SLICE("not this one"));
}

static enum err
h_big(struct http_request *req, struct http_response *res)
{
    struct text t = text_init(req->arena, 5 << 20);

    while (t.len < (4 << 20))
        text_puts(&t, "0123456789abcdef");
    return http_body(res, HTTP_TYPE_TEXT, &t);
}

static enum err
h_hungry(struct http_request *req, struct http_response *res)
{
    (void)res;
    while (arena_alloc(req->arena, 1 << 20, 1) != NULL) {
    }
    return fail(&req->ctx, ERR_LIMIT, "the arena is full");
}

static enum err
h_conflict(struct http_request *req, struct http_response *res)
{
    (void)res;
    return fail(&req->ctx, ERR_CONFLICT, "as the test wants it");
}

static enum err
h_broken(struct http_request *req, struct http_response *res)
{
    (void)res;
    return fail(&req->ctx, ERR_IO, "read \"7\"\nas the test wants it");
}

static enum err
h_split(struct http_request *req, struct http_response *res)
{
    http_set_header(res, "X-Evil", SLICE("a\r\nSet-Cookie: b=c"));
    return say(res, req->path);
}

static enum err
h_etag(struct http_request *req, struct http_response *res)
{
    TRY(say(res, SLICE("the same each time\n")));
    return http_etag(req, res);
}

static enum err
h_peer(struct http_request *req, struct http_response *res)
{
    struct text t = text_init(req->arena, 100);

    text_printf(&t, "%d %d.%d.%d.%d %s", req->peer.kind, req->peer.ip[12], req->peer.ip[13],
                req->peer.ip[14], req->peer.ip[15], req->is_https ? "https" : "http");
    return http_body(res, HTTP_TYPE_TEXT, &t);
}

static const struct route routes[] = {
    {"hello", METHOD_GET, "/", h_hello, RIGHT_PUBLIC, 0, 0},
    {"gate", METHOD_GET, "/gate", h_gate, RIGHT_PUBLIC, 0, 0},
    {"param", METHOD_GET, "/param/:name", h_param, RIGHT_PUBLIC, 0, 0},
    {"query", METHOD_GET, "/query", h_query, RIGHT_PUBLIC, 0, 0},
    {"guest", METHOD_GET, "/guest", h_guest, RIGHT_GUEST, 0, 0},
    {"form", METHOD_POST, "/form", h_form, RIGHT_GUEST, FORM_BODY_BYTES_MAX, ROUTE_TOKEN},
    {"files", METHOD_POST, "/files", h_files, RIGHT_GUEST, MULTIPART_BODY_BYTES_MAX,
     ROUTE_TOKEN | ROUTE_FILES},
    {"echo", METHOD_POST, "/echo", h_echo, RIGHT_PUBLIC, 1000, 0},
    {"upload", METHOD_POST, "/upload", h_upload, RIGHT_PUBLIC, 1 << 20, ROUTE_STREAMED},
    {"upload_refused", METHOD_POST, "/upload-refused", h_upload_refused, RIGHT_PUBLIC, 1 << 20,
     ROUTE_STREAMED},
    {"big", METHOD_GET, "/big", h_big, RIGHT_PUBLIC, 0, 0},
    {"hungry", METHOD_GET, "/hungry", h_hungry, RIGHT_PUBLIC, 0, 0},
    {"conflict", METHOD_GET, "/conflict", h_conflict, RIGHT_PUBLIC, 0, 0},
    {"broken", METHOD_GET, "/broken", h_broken, RIGHT_PUBLIC, 0, 0},
    {"split", METHOD_GET, "/split", h_split, RIGHT_PUBLIC, 0, 0},
    {"etag", METHOD_GET, "/etag", h_etag, RIGHT_PUBLIC, 0, 0},
    {"peer", METHOD_GET, "/peer", h_peer, RIGHT_PUBLIC, 0, 0},
    {"healthz", METHOD_GET, "/healthz", http_health, RIGHT_PUBLIC, 0, ROUTE_ON_LOOP},
    {"readyz", METHOD_GET, "/readyz", http_ready, RIGHT_PUBLIC, 0, ROUTE_ON_LOOP},
    {"metrics", METHOD_GET, "/metrics", http_metrics, RIGHT_OPERATOR_LOCAL, 0, ROUTE_ON_LOOP},
};

static const struct static_file files[] = {
    {"/favicon.ico", "image/x-icon", "\"f1\"", false, SLICE_INIT("icon"), {NULL, 0}, {NULL, 0}},
    {"/static/app.0a1b2c.css", "text/css; charset=utf-8", "\"0a1b2c\"", true,
     SLICE_INIT("identity bytes"), SLICE_INIT("gzip bytes"), SLICE_INIT("br bytes")},
};

/* --- server -------------------------------------------------------------- */

void
fixture_init(struct fixture *f)
{
    *f = (struct fixture){.log_pipe = {-1, -1}};
    (void)snprintf(f->folder, sizeof f->folder, "/tmp/kc-web-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    (void)snprintf(f->unix_path, sizeof f->unix_path, "%s/socket", f->folder);
    assert_int_equal(pipe(f->log_pipe), 0);
    f->options = (struct http_server_options){
        .host = "127.0.0.1",
        .unix_path = f->unix_path,
        .routes = routes,
        .routes_len = ARRAY_LEN(routes),
        .files = {files, ARRAY_LEN(files)},
        .log_fd = f->log_pipe[1],
        .key = {{1, 2, 3}},
        .limits = {.connections_per_address_max = 1000, .workers = 2},
    };
}

static void *
serve(void *arg)
{
    struct fixture *f = arg;

    f->served = http_server_serve(f->server);
    return NULL;
}

void
fixture_start(struct fixture *f)
{
    enum err e = http_server_open(&f->ctx, &f->options, &f->server);

    if (e != OK)
        fail_msg("http_server_open: %s", ctx_message(&f->ctx, e));
    assert_int_equal(pthread_create(&f->thread, NULL, serve, f), 0);
    f->runs = true;
}

void
fixture_stop(struct fixture *f)
{
    if (!f->runs)
        return;
    http_server_stop(f->server, false);
    assert_int_equal(pthread_join(f->thread, NULL), 0);
    f->runs = false;
}

void
fixture_done(struct fixture *f)
{
    fixture_stop(f);
    if (f->served != ERR_BUSY)
        http_server_close(f->server);
    (void)close(f->log_pipe[0]);
    (void)close(f->log_pipe[1]);
    (void)unlink(f->unix_path);
    (void)rmdir(f->folder);
}

const char *
fixture_log(struct fixture *f)
{
    static char log[1 << 16];
    struct pollfd p = {.fd = f->log_pipe[0], .events = POLLIN};
    size_t len = 0;

    while (len + 1 < sizeof log && poll(&p, 1, 0) == 1) {
        ssize_t n = read(f->log_pipe[0], log + len, sizeof log - 1 - len);

        if (n <= 0)
            break;
        len += (size_t)n;
    }
    log[len] = 0;
    return log;
}

/* --- client -------------------------------------------------------------- */

int
client_connect(const struct fixture *f)
{
    struct sockaddr_in name = {.sin_family = AF_INET};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int one = 1;

    name.sin_port = htons((uint16_t)http_server_port(f->server));
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_true(fd >= 0);
    assert_int_equal(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one), 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&name, sizeof name), 0);
    return fd;
}

int
client_connect_unix(const struct fixture *f)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(fd >= 0);
    memcpy(name.sun_path, f->unix_path, strlen(f->unix_path) + 1);
    assert_int_equal(connect(fd, (struct sockaddr *)&name, sizeof name), 0);
    return fd;
}

void
client_send(int fd, struct slice bytes)
{
    while (bytes.len > 0) {
        ssize_t n = send(fd, bytes.at, bytes.len, MSG_NOSIGNAL);

        if (n <= 0)
            return; /* the server closed already: its answer tells */
        bytes = slice_sub(bytes, (size_t)n, bytes.len);
    }
}

void
client_await_taken(int fd)
{
    int left = 1;

    /* SIOCOUTQ of a Unix socket counts what the other side has not read yet. */
    while (left > 0) {
        assert_int_equal(ioctl(fd, SIOCOUTQ, &left), 0);
        if (left > 0)
            (void)sched_yield();
    }
}

static char answer_bytes[ANSWER_BYTES_MAX];

/* False at the end of the connection. */
static bool
receive(int fd, size_t *len, size_t wanted)
{
    while (*len < wanted) {
        ssize_t n = recv(fd, answer_bytes + *len, wanted - *len, 0);

        if (n <= 0)
            return false;
        *len += (size_t)n;
    }
    return true;
}

static size_t
content_length(const struct answer *a)
{
    const char *value = answer_header(a, "Content-Length");

    return value != NULL ? strtoul(value, NULL, 10) : 0;
}

struct answer
client_answer(int fd, bool is_head)
{
    struct answer a = {0, answer_bytes, answer_bytes, 0};
    size_t len = 0;
    size_t body;

    answer_bytes[0] = 0;
    /* byte by byte, so that nothing of the next answer is taken */
    while (len < 4 || memcmp(answer_bytes + len - 4, "\r\n\r\n", 4) != 0) {
        if (!receive(fd, &len, len + 1))
            return a;
    }
    answer_bytes[len - 1] = 0;
    if (len < 12 || memcmp(answer_bytes, "HTTP/1.1 ", 9) != 0)
        fail_msg("not an answer: %.*s", (int)len, answer_bytes);
    a.status = (int)strtol(answer_bytes + 9, NULL, 10);
    a.body = answer_bytes + len;
    body =
        is_head || a.status == 304 || a.status == 204 || a.status == 100 ? 0 : content_length(&a);
    assert_true(len + body < sizeof answer_bytes);
    if (!receive(fd, &len, len + body))
        fail_msg("the answer ends %zu bytes early", body);
    a.body_len = body;
    answer_bytes[len] = 0;
    return a;
}

bool
client_is_closed(int fd)
{
    char byte;

    return recv(fd, &byte, 1, 0) <= 0;
}

void
client_close(int fd)
{
    (void)close(fd);
}

struct answer
client_ask(const struct fixture *f, const char *request)
{
    int fd = client_connect(f);
    struct answer a;

    client_send(fd, slice_of(request));
    a = client_answer(fd, strncmp(request, "HEAD ", 5) == 0);
    client_close(fd);
    return a;
}

const char *
answer_header(const struct answer *a, const char *name)
{
    static char value[2048];
    struct slice rest = slice_of(a->head);
    struct slice line;

    while (slice_next(&rest, '\n', &line)) {
        size_t colon = slice_find_char(line, ':');

        if (!slice_eq_ascii_nocase(slice_sub(line, 0, colon), slice_of(name)))
            continue;
        line = slice_trim(slice_sub(line, colon + 1, line.len));
        assert_true(line.len < sizeof value);
        memcpy(value, line.at, line.len);
        value[line.len] = 0;
        return value;
    }
    return NULL;
}
