/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The only file that sees inih. Debian's build of it does not tell the handler
 * the line, so the reader, which is called once per line, counts.
 */
#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <string.h>

#include "cli/settings.h"

struct file_state {
    FILE *file;
    const char *path;
    int line;
    bool too_long;
    enum err failed;
    struct settings_reader *reader;
};

static char *
read_line(char *at, int size, void *arg)
{
    struct file_state *state = arg;
    char *got = fgets(at, size, state->file);

    if (got == NULL)
        return NULL;
    state->line++;
    if (strchr(got, '\n') == NULL && !feof(state->file)) {
        state->too_long = true;
        return NULL;
    }
    return got;
}

/* inih's handler: 1 is fine, 0 ends up as the number of the line in its result. */
static int
take(void *arg, const char *section, const char *name, const char *value)
{
    struct file_state *state = arg;

    (void)section; /* sections only group; names are unique */
    if (state->failed == OK)
        state->failed = settings_set(state->reader, state->line, name, value);
    return state->failed == OK;
}

enum err
settings_file_read(struct settings_reader *r, const char *path)
{
    struct file_state state = {.file = fopen(path, "re"), .path = path, .reader = r};
    int malformed;
    bool broken;

    if (state.file == NULL)
        return fail(r->ctx, ERR_IO, "settings file %s cannot be opened: %s", path, strerror(errno));
    malformed = ini_parse_stream(read_line, &state, take, &state);
    broken = ferror(state.file) != 0;
    (void)fclose(state.file);
    if (broken)
        return fail(r->ctx, ERR_IO, "settings file %s cannot be read", path);
    if (state.too_long)
        return fail(r->ctx, ERR_LIMIT, "%s line %d is longer than %d bytes", path, state.line,
                    SETTING_BYTES_MAX);
    if (state.failed != OK)
        return state.failed;
    if (malformed != 0)
        return fail(r->ctx, ERR_INVALID, "%s line %d is not \"name = value\"", path, malformed);
    return OK;
}
