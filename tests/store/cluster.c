/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * initdb and pg_ctl refuse to run as root, so as root they run as "postgres" (or "nobody")
 * by way of setpriv. The server listens on a unix socket in the folder alone: no port is
 * taken. fsync is off: it only matters when the power fails, which no test here can do; a
 * server that is killed finds its files in the system's cache.
 *
 * The program's role is "program", who owns the databases and is no superuser: as in an
 * installation, the policies of tenants hold for it (docs/operations.md).
 */
#include "cluster.h"

#include <glob.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"

static char bin[200];
static char as_user[200]; /* "" or "setpriv ... " */
static char base[200];

static int run(const char *fmt, ...) PRINTF_LIKE(1, 2);

static int
run(const char *fmt, ...)
{
    char command[2000];
    int len = snprintf(command, sizeof command, "%s", as_user);
    va_list args;
    int status;

    va_start(args, fmt);
    (void)vsnprintf(command + len, sizeof command - (size_t)len, fmt, args);
    va_end(args);
    status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

static int
told(int status, const char *what)
{
    if (status != 0)
        fprintf(stderr, "cluster: %s failed\n", what);
    return status;
}

static int
find_programs(void)
{
    glob_t found;

    if (glob("/usr/lib/postgresql/*/bin", 0, NULL, &found) != 0 || found.gl_pathc == 0) {
        fprintf(stderr, "cluster: no PostgreSQL under /usr/lib/postgresql\n");
        return 1;
    }
    (void)snprintf(bin, sizeof bin, "%s", found.gl_pathv[found.gl_pathc - 1]);
    globfree(&found);
    return 0;
}

static int
choose_user(const char *folder)
{
    const struct passwd *user;

    if (geteuid() != 0)
        return 0;
    user = getpwnam("postgres");
    if (user == NULL)
        user = getpwnam("nobody");
    if (user == NULL || chown(folder, user->pw_uid, user->pw_gid) != 0)
        return 1;
    (void)snprintf(as_user, sizeof as_user, "setpriv --reuid=%u --regid=%u --clear-groups ",
                   user->pw_uid, user->pw_gid);
    return 0;
}

static int
server_start(void)
{
    return run(
        "%s/pg_ctl -D %s/pg -l %s/log -w -t 60 start "
        "-o \"-c listen_addresses='' -c unix_socket_directories=%s "
        "-c fsync=off -c max_connections=50 -c shared_buffers=16MB -c log_min_messages=warning\" "
        ">/dev/null",
        bin, base, base, base);
}

int
cluster_start(const char *folder)
{
    (void)snprintf(base, sizeof base, "%s", folder);
    if (find_programs() != 0 || choose_user(folder) != 0)
        return 1;
    if (told(run("%s/initdb -N -D %s/pg -U campus -A trust -E UTF8 --locale=C.UTF-8 >/dev/null",
                 bin, base),
             "initdb") != 0)
        return 1;
    if (told(server_start(), "pg_ctl start") != 0)
        return 1;
    cluster_sql("CREATE ROLE program LOGIN");
    return 0;
}

void
cluster_stop(void)
{
    (void)run("%s/pg_ctl -D %s/pg -w -m immediate stop >/dev/null 2>&1", bin, base);
}

void
cluster_restart(void)
{
    cluster_stop();
    (void)told(server_start(), "pg_ctl start");
}

void
cluster_sql(const char *statement)
{
    (void)told(
        run("%s/psql -q -h %s -U campus -d postgres -c \"%s\" >/dev/null", bin, base, statement),
        statement);
}

void
cluster_wait(const char *query)
{
    while (run("test t = \"$(%s/psql -Atq -h %s -U campus -d postgres -c \"%s\")\"", bin, base,
               query) != 0)
        ;
}

void
cluster_setting(const char *name, char *ret_setting, size_t bytes)
{
    (void)snprintf(ret_setting, bytes, "postgres:host=%s user=program dbname=%s", base, name);
}

void
cluster_make_database(const char *name)
{
    (void)told(run("%s/createdb -h %s -U campus -O program %s", bin, base, name), "createdb");
}

void
cluster_copy_database(const char *from, const char *name)
{
    (void)told(run("%s/createdb -h %s -U campus -O program -T %s %s", bin, base, from, name),
               "createdb -T");
}

void
cluster_new_database(int number, char *ret_setting, size_t bytes)
{
    char name[40];

    (void)snprintf(name, sizeof name, "test%d", number);
    cluster_make_database(name);
    cluster_setting(name, ret_setting, bytes);
}
