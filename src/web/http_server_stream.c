/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/http_server_stream.h"

#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "web/http.h"

struct http_body_stream {
    uv_mutex_t mutex;
    uv_cond_t wake;
    size_t from; /* of the oldest byte */
    size_t len;
    bool ended;
    enum err end;
    void (*drained)(void *owner);
    void *owner;
    char ring[HTTP_STREAM_BYTES_MAX];
};

struct http_body_stream *
http_stream_open(void (*drained)(void *owner), void *owner)
{
    struct http_body_stream *s = malloc(sizeof *s);

    if (s == NULL)
        return NULL;
    if (uv_mutex_init(&s->mutex) != 0) {
        free(s);
        return NULL;
    }
    if (uv_cond_init(&s->wake) != 0) {
        uv_mutex_destroy(&s->mutex);
        free(s);
        return NULL;
    }
    s->from = 0;
    s->len = 0;
    s->ended = false;
    s->end = OK;
    s->drained = drained;
    s->owner = owner;
    return s;
}

void
http_stream_close(struct http_body_stream *s)
{
    if (s == NULL)
        return;
    uv_cond_destroy(&s->wake);
    uv_mutex_destroy(&s->mutex);
    free(s);
}

size_t
http_stream_room(struct http_body_stream *s)
{
    size_t room;

    uv_mutex_lock(&s->mutex);
    room = s->ended ? 0 : sizeof s->ring - s->len;
    uv_mutex_unlock(&s->mutex);
    return room;
}

void
http_stream_put(struct http_body_stream *s, struct slice piece)
{
    size_t at;
    size_t first;

    if (piece.len == 0)
        return;
    uv_mutex_lock(&s->mutex);
    assert(piece.len <= sizeof s->ring - s->len);
    at = (s->from + s->len) % sizeof s->ring;
    first = piece.len < sizeof s->ring - at ? piece.len : sizeof s->ring - at;
    memcpy(s->ring + at, piece.at, first);
    memcpy(s->ring, piece.at + first, piece.len - first);
    s->len += piece.len;
    uv_cond_signal(&s->wake);
    uv_mutex_unlock(&s->mutex);
}

void
http_stream_end(struct http_body_stream *s, enum err e)
{
    uv_mutex_lock(&s->mutex);
    if (!s->ended) {
        s->ended = true;
        s->end = e;
    }
    uv_cond_signal(&s->wake);
    uv_mutex_unlock(&s->mutex);
}

enum err
http_stream_read(struct http_body_stream *s, char *at, size_t size, size_t *ret_len)
{
    size_t first;
    size_t n;
    enum err e;

    uv_mutex_lock(&s->mutex);
    while (s->len == 0 && !s->ended)
        uv_cond_wait(&s->wake, &s->mutex);
    e = s->ended ? s->end : OK;
    n = size < s->len ? size : s->len;
    first = n < sizeof s->ring - s->from ? n : sizeof s->ring - s->from;
    memcpy(at, s->ring + s->from, first);
    memcpy(at + first, s->ring, n - first);
    s->from = (s->from + n) % sizeof s->ring;
    s->len -= n;
    uv_mutex_unlock(&s->mutex);
    if (e != OK)
        return e;
    if (n > 0)
        s->drained(s->owner);
    *ret_len = n;
    return OK;
}

enum err
http_body_read(struct http_request *req, char *at, size_t size, size_t *ret_len)
{
    assert(req->stream != NULL && size > 0);
    return http_stream_read(req->stream, at, size, ret_len);
}
