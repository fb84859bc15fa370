/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/ctx.h"

#include <stdarg.h>
#include <stdio.h>

enum err
ctx_fail(struct ctx *ctx, enum err kind, const char *file, int line, const char *fmt, ...)
{
    va_list args;

    assert(kind != OK);
    if (ctx->failure.kind != OK)
        return kind; /* the first one is the cause */
    ctx->failure.kind = kind;
    ctx->failure.file = file;
    ctx->failure.line = line;
    va_start(args, fmt);
    (void)vsnprintf(ctx->failure.message, sizeof ctx->failure.message, fmt, args);
    va_end(args);
    return kind;
}

void
ctx_clear(struct ctx *ctx)
{
    ctx->failure = (struct failure){.kind = OK};
}

const char *
ctx_message(const struct ctx *ctx, enum err kind)
{
    return ctx->failure.kind != OK ? ctx->failure.message : err_name(kind);
}
