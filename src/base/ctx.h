/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The context of one request or job: its memory, its time, what went wrong.
 *
 * Whoever first meets a failure says so, once, with fail(); everyone above
 * passes the kind on unchanged with TRY(). Only web and cli log. Messages say
 * what was tried and why it failed, with the value; they carry ids, never
 * names, addresses, answers or tokens.
 */
#ifndef KC_BASE_CTX_H
#define KC_BASE_CTX_H

#include "base/day.h"

struct failure {
    enum err kind;
    char message[512];
    const char *file;
    int line;
    bool outcome_unknown; /* a commit whose answer never came: never tell "done", nor "not done" */
};

/*
 * Whose rows the storage lets a request or job meet, whatever the code above it forgets
 * (storage/reach.h). All zero: no organisation's.
 */
struct reach {
    const int64_t *organisations; /* ids; they live as long as the context is used */
    int organisations_len;        /* <= ACTOR_GRANTS_MAX */
    uint32_t across;              /* bit n: reason n of storage/across.def */
};

struct ctx {
    struct arena *arena; /* gone at the end of the request or job */
    struct instant now;  /* read once, at its start */
    struct reach reach;
    struct failure failure;
};

/* Keep the first failure's text and place; answers `kind`. */
#define fail(ctx, kind, ...) ctx_fail((ctx), (kind), __FILE__, __LINE__, __VA_ARGS__)
enum err ctx_fail(struct ctx *ctx, enum err kind, const char *file, int line, const char *fmt, ...)
    PRINTF_LIKE(5, 6);
/* Forget a failure that was dealt with. */
void ctx_clear(struct ctx *ctx);
/* The text for a log or a command line; never empty when `kind` != OK. */
const char *ctx_message(const struct ctx *ctx, enum err kind);

#endif
