/* SPDX-License-Identifier: EUPL-1.2 */
/* A new connection: whose is it, and is there room for it? */
#include <stdlib.h>
#include <string.h>

#include "web/http_server_parts.h"

static void
read_peer(struct conn *c)
{
    struct sockaddr_storage name;
    struct sockaddr_in6 v6;
    struct sockaddr_in v4;
    int len = sizeof name;

    c->peer = (struct address){.kind = ADDRESS_UNKNOWN};
    if (c->io.handle.type == UV_NAMED_PIPE) {
        c->peer.kind = ADDRESS_UNIX;
        return;
    }
    if (uv_tcp_getpeername(&c->io.tcp, (struct sockaddr *)&name, &len) != 0)
        return;
    if (name.ss_family == AF_INET6) {
        memcpy(&v6, &name, sizeof v6);
        memcpy(c->peer.ip, &v6.sin6_addr, 16);
        c->peer.kind = ADDRESS_IP;
    } else if (name.ss_family == AF_INET) {
        memcpy(&v4, &name, sizeof v4);
        memset(c->peer.ip, 0, 10);
        memset(c->peer.ip + 10, 0xff, 2);
        memcpy(c->peer.ip + 12, &v4.sin_addr, 4);
        c->peer.kind = ADDRESS_IP;
    }
}

/* Whether one address holds too many connections. Our own proxy holds them for others. */
static bool
is_crowded(const struct conn *fresh)
{
    const struct http_server *s = fresh->server;
    int same = 0;

    if (s->options.trust_local_proxy && address_is_local(&fresh->peer))
        return false;
    for (const struct conn *c = s->conns; c != NULL; c = c->next)
        same += c->state != CONN_CLOSING && address_eq(&c->peer, &fresh->peer);
    return same > s->options.limits.connections_per_address_max;
}

static const char crowded[] =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n"
    "Retry-After: 2\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n";

/* Nothing was asked yet, so there is nothing to log; the metrics count it. */
static void
turn_away(struct conn *c)
{
    uv_buf_t buf;
    const char *words = crowded;

    memcpy(&buf.base, &words, sizeof words);
    buf.len = sizeof crowded - 1;
    (void)uv_try_write(&c->io.stream, &buf, 1);
    conn_linger(c);
    conn_update_reading(c);
}

static struct conn *
conn_open(struct http_server *s, uv_handle_type type)
{
    struct conn *c = calloc(1, sizeof *c);

    if (c == NULL)
        return NULL;
    c->server = s;
    c->parser = http_parser_open();
    if (c->parser == NULL || (type == UV_TCP ? uv_tcp_init(&s->loop, &c->io.tcp)
                                             : uv_pipe_init(&s->loop, &c->io.pipe, 0)) != 0) {
        http_parser_close(c->parser);
        free(c);
        return NULL;
    }
    c->io.handle.data = c;
    c->next = s->conns;
    if (c->next != NULL)
        c->next->prev = c;
    s->conns = c;
    s->conns_len++;
    c->deadline_ms = uv_now(&s->loop) + (uint64_t)s->options.limits.idle_ms_max;
    return c;
}

void
conn_accept(struct http_server *s, uv_stream_t *listener)
{
    struct conn *c = conn_open(s, listener->type);

    if (c == NULL)
        return;
    if (uv_accept(listener, &c->io.stream) != 0) {
        conn_close(c);
        return;
    }
    s->metrics.accepted++;
    read_peer(c);
    if (c->io.handle.type == UV_TCP)
        (void)uv_tcp_nodelay(&c->io.tcp, 1);
    if (s->conns_len > (size_t)s->options.limits.connections_max) {
        s->metrics.refused[REFUSED_CONNECTIONS]++;
        turn_away(c);
    } else if (is_crowded(c)) {
        s->metrics.refused[REFUSED_ADDRESS]++;
        turn_away(c);
    } else {
        conn_update_reading(c);
    }
}
