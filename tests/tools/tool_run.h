/* SPDX-License-Identifier: EUPL-1.2 */
/* Tests of build tools: a temporary folder, files in it, a command, what it said. */
#ifndef KC_TESTS_TOOL_RUN_H
#define KC_TESTS_TOOL_RUN_H

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

struct tool_run {
    char dir[64];
    char said[16384]; /* stdout and stderr */
    int status;       /* exit status */
};

static inline void
tool_run_open(struct tool_run *run)
{
    *run = (struct tool_run){.dir = "/tmp/kc-tool-XXXXXX"};
    assert_non_null(mkdtemp(run->dir));
}

static inline void
tool_run_close(struct tool_run *run)
{
    char command[128];

    (void)snprintf(command, sizeof command, "rm -rf '%s'", run->dir);
    assert_int_equal(system(command), 0);
}

/* Folders on the way are made. */
static inline void
tool_run_write(const struct tool_run *run, const char *name, const char *content)
{
    char path[512];
    FILE *f;

    (void)snprintf(path, sizeof path, "%s/%s", run->dir, name);
    for (char *p = path + strlen(run->dir) + 1; *p; p++) {
        if (*p == '/') {
            *p = '\0';
            (void)mkdir(path, 0700);
            *p = '/';
        }
    }
    f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(content, 1, strlen(content), f), strlen(content));
    assert_int_equal(fclose(f), 0);
}

/* Runs in the folder, with the tools first in PATH. */
static inline void
tool_run(struct tool_run *run, const char *arguments)
{
    char command[4096];
    size_t len;
    int status;
    FILE *f;

    (void)snprintf(command, sizeof command, "cd '%s' && PATH='%s':\"$PATH\" && { %s ; } 2>&1",
                   run->dir, KC_TOOLS_DIR, arguments);
    f = popen(command, "r");
    assert_non_null(f);
    len = fread(run->said, 1, sizeof run->said - 1, f);
    run->said[len] = '\0';
    status = pclose(f);
    run->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* It must end with `status` and say `part` ("" for anything). */
static inline void
tool_run_expect(struct tool_run *run, const char *why, int status, const char *part)
{
    if (run->status != status || strstr(run->said, part) == NULL)
        fail_msg("%s: ended with %d, wanted %d; said \"%s\", wanted \"%s\"", why, run->status,
                 status, run->said, part);
}

#endif
