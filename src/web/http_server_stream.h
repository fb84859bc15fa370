/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A body on its way from the event loop to a handler that reads it in pieces:
 * a ring of HTTP_STREAM_BYTES_MAX bytes. When it is full the loop stops reading
 * from the socket, so a slow handler slows the sender down.
 */
#ifndef KC_WEB_HTTP_SERVER_STREAM_H
#define KC_WEB_HTTP_SERVER_STREAM_H

#include "base/slice.h"

struct http_body_stream;

/* `drained` is called on the handler's thread when there is room again. NULL without memory. */
struct http_body_stream *http_stream_open(void (*drained)(void *owner), void *owner);
void http_stream_close(struct http_body_stream *s);
/* Bytes that http_stream_put() would take now. */
size_t http_stream_room(struct http_body_stream *s);
void http_stream_put(struct http_body_stream *s, struct slice piece);
/* No more will come: OK at the end of the body, else why. */
void http_stream_end(struct http_body_stream *s, enum err e);
/* For http_body_read(): waits. */
MUST_USE enum err http_stream_read(struct http_body_stream *s, char *at, size_t size,
                                   size_t *ret_len);

#endif
