/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/mail_service.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "exchange/mail_message.h"
#include "exchange/smtp.h"
#include "storage/mail_store.h"
#include "storage/steady_wait.h"

enum {
    ARENA_BYTES_MAX = 8 << 20,
    ROUND_SECONDS = 2,
    SWEEP_ROUNDS = 30,
    MESSAGE_BYTES_MAX = 4 * MAIL_BODY_BYTES_MAX
};

struct mail_service {
    struct arena *arena; /* holds this struct */
    struct database *db;
    struct mail_options options;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t stop;
    bool stopping;
    struct instant fixed_now; /* of a demo with a day of its own; 0: the clock */
};

struct due_use {
    struct mail mails[MAIL_BATCH_MAX];
    int len;
};

struct use {
    struct mail_id id;
    struct instant next_try;
    bool keep_body;
    bool known;
    bool gives_up;
    struct slice failure;
};

static enum err
use_due(struct db *db, void *arg)
{
    struct due_use *u = arg;

    return mail_store_due(db, db_ctx(db)->now, u->mails, &u->len);
}

static enum err
use_try(struct db *db, void *arg)
{
    struct use *u = arg;

    return mail_store_try(db, u->id, u->next_try);
}

static enum err
use_sent(struct db *db, void *arg)
{
    struct use *u = arg;

    return mail_store_sent(db, u->id, db_ctx(db)->now, u->keep_body);
}

static enum err
use_failed(struct db *db, void *arg)
{
    struct use *u = arg;

    return u->gives_up ? mail_store_give_up(db, u->id, u->failure)
                       : mail_store_failed(db, u->id, u->failure);
}

/* Whole or not at all: written beside its place and renamed. */
static enum err
lay_into_folder(const struct mail_service *m, struct ctx *ctx, int64_t number, struct slice message)
{
    char path[4096];
    char beside[4104];
    int len =
        snprintf(path, sizeof path, "%s/mail-%06lld.eml", m->options.folder, (long long)number);
    FILE *f;
    bool fine;

    if (len < 0 || (size_t)len >= sizeof path)
        return fail(ctx, ERR_IO, "mail: the folder's path is too long");
    (void)snprintf(beside, sizeof beside, "%s.new", path);
    f = fopen(beside, "we");
    if (f == NULL)
        return fail(ctx, ERR_IO, "mail: a file in the folder: %s", strerror(errno));
    fine = fwrite(message.at, 1, message.len, f) == message.len;
    fine = fclose(f) == 0 && fine;
    fine = fine && rename(beside, path) == 0;
    return fine ? OK : fail(ctx, ERR_IO, "mail: a file in the folder: %s", strerror(errno));
}

static enum err
mail_send(const struct mail_service *m, struct ctx *ctx, const struct mail *mail)
{
    const struct mail_options *o = &m->options;
    struct smtp_server server = {.url = o->smtp_url,
                                 .user = o->smtp_user,
                                 .password = o->smtp_password,
                                 .ca_file = o->smtp_ca_file == NULL ? "" : o->smtp_ca_file,
                                 .seconds_max = o->smtp_seconds_max,
                                 .without_tls = o->smtp_without_tls};
    struct mail_message message = {slice_of(o->from), mail->recipient, mail->subject,
                                   mail->body,        mail->created,   mail->id.n};
    struct text t = text_init(ctx->arena, MESSAGE_BYTES_MAX);
    const char *to = arena_cstr(ctx->arena, mail->recipient);
    struct slice whole = SLICE("");

    if (to == NULL || mail_message_put(&t, &message) != OK || text_end(&t, &whole) != OK)
        return fail(ctx, ERR_INVALID, "mail: it cannot be written as a message");
    if (o->folder[0] != 0)
        return lay_into_folder(m, ctx, mail->id.n, whole);
    return smtp_send(ctx, &server, o->from, to, whole);
}

/* 1, 2, 4 ... minutes after this attempt; the twelfth is more than a day after the first. */
static struct instant
next_try(struct instant now, int tries)
{
    return (struct instant){now.ms + ((int64_t)60000 << (tries < MAIL_TRIES_MAX ? tries : 0))};
}

static bool
is_stopping(struct mail_service *m)
{
    bool stopping;

    (void)pthread_mutex_lock(&m->lock);
    stopping = m->stopping;
    (void)pthread_mutex_unlock(&m->lock);
    return stopping;
}

/* By number: whose mail it is stands in the database alone. */
static void
tell(const struct mail_service *m, struct ctx *ctx, const struct mail *mail, const struct use *u)
{
    struct text t = text_init(ctx->arena, 512);
    struct slice line = SLICE("");

    if (m->options.tell == NULL)
        return;
    text_printf(&t, "mail=%lld try=%d state=%s why=\"%.*s\"", (long long)mail->id.n,
                mail->tries + 1, u->gives_up ? "given_up" : "later", SLICE_ARG(u->failure));
    if (text_end(&t, &line) == OK)
        m->options.tell(m->options.tell_arg, line);
}

/* One attempt, noted before and after. */
static enum err
attempt(struct mail_service *m, struct ctx *ctx, const struct mail *mail, enum err *ret_sent)
{
    struct use u = {.id = mail->id, .keep_body = m->options.folder[0] != 0};

    u.next_try = next_try(ctx->now, mail->tries);
    TRY(db_write(m->db, ctx, use_try, &u));
    *ret_sent = mail_send(m, ctx, mail);
    if (*ret_sent == OK)
        return db_write(m->db, ctx, use_sent, &u);
    TRY(arena_copy(ctx->arena, slice_of(ctx->failure.message), &u.failure));
    ctx_clear(ctx);
    u.gives_up = *ret_sent == ERR_INVALID || mail->tries + 1 >= MAIL_TRIES_MAX;
    TRY(db_write(m->db, ctx, use_failed, &u));
    tell(m, ctx, mail, &u);
    return OK;
}

enum err
mail_service_round(struct mail_service *m, struct ctx *ctx, int *ret_sent)
{
    struct due_use due = {.len = 0};
    enum err sent = OK;

    *ret_sent = 0;
    if (m->options.folder[0] == 0 && m->options.smtp_url[0] == 0)
        return OK;
    TRY(db_read(m->db, ctx, use_due, &due));
    for (int i = 0; i < due.len && sent != ERR_IO && !is_stopping(m); i++) {
        TRY(attempt(m, ctx, &due.mails[i], &sent));
        *ret_sent += sent == OK;
    }
    return OK;
}

/* --- what is in the folder no longer than in the database ------------------------- */

static enum err
use_known(struct db *db, void *arg)
{
    struct use *u = arg;

    return mail_store_known(db, u->id, &u->known);
}

/* The number of "mail-000123.eml", and of one that is being written; 0: it is another file. */
static int64_t
number_of(const char *name)
{
    struct slice s = slice_of(name);
    int64_t number = 0;
    size_t end = slice_find(s, SLICE(".eml"));

    if (!slice_starts(s, SLICE("mail-")) || end == s.len)
        return 0;
    if (slice_int(slice_sub(s, 5, end - 5), 1, INT64_MAX, &number) != OK)
        return 0;
    return number;
}

static enum err
sweep_one(const struct mail_service *m, struct ctx *ctx, const char *name, int *gone)
{
    struct use u = {.id = {number_of(name)}};
    char path[4608];

    if (u.id.n == 0)
        return OK;
    TRY(db_read(m->db, ctx, use_known, &u));
    if (u.known)
        return OK;
    (void)snprintf(path, sizeof path, "%s/%s", m->options.folder, name);
    if (unlink(path) != 0 && errno != ENOENT)
        return fail(ctx, ERR_IO, "mail: a file of the folder: %s", strerror(errno));
    (*gone)++;
    return OK;
}

enum err
mail_service_sweep(struct mail_service *m, struct ctx *ctx, int *ret_gone)
{
    const struct dirent *entry;
    enum err e = OK;
    DIR *folder;

    *ret_gone = 0;
    if (m->options.folder[0] == 0)
        return OK;
    folder = opendir(m->options.folder);
    if (folder == NULL)
        return fail(ctx, ERR_IO, "mail: the folder: %s", strerror(errno));
    while (e == OK && (entry = readdir(folder)) != NULL)
        e = sweep_one(m, ctx, entry->d_name, ret_gone);
    (void)closedir(folder);
    return e;
}

/* --- the thread ------------------------------------------------------------------ */

static bool
wait_round(struct mail_service *m)
{
    struct timespec until = steady_in(ROUND_SECONDS * 1000);
    bool waits = true;
    bool stopping;

    (void)pthread_mutex_lock(&m->lock);
    while (!m->stopping && waits)
        waits = steady_wait(&m->stop, &m->lock, until);
    stopping = m->stopping;
    (void)pthread_mutex_unlock(&m->lock);
    return !stopping;
}

static void *
serve(void *arg)
{
    struct mail_service *m = arg;
    struct ctx ctx = {.arena = arena_open(ARENA_BYTES_MAX)};
    int rounds = 0;
    int count;

    while (ctx.arena != NULL && wait_round(m)) {
        struct timespec now;

        (void)clock_gettime(CLOCK_REALTIME, &now);
        ctx.now.ms = m->fixed_now.ms != 0 ? m->fixed_now.ms
                                          : (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
        /* What failed is tried again in the next round. */
        (void)!mail_service_round(m, &ctx, &count);
        ctx_clear(&ctx);
        if (rounds++ % SWEEP_ROUNDS == 0)
            (void)!mail_service_sweep(m, &ctx, &count);
        ctx_clear(&ctx);
        arena_reset(ctx.arena);
    }
    arena_close(ctx.arena);
    return NULL;
}

enum err
mail_service_start(struct ctx *ctx, struct database *db, const struct mail_options *o,
                   struct mail_service **ret)
{
    struct arena *a = arena_open(sizeof(struct mail_service) + 64);
    struct mail_service *m = a == NULL ? NULL : arena_new(a, struct mail_service);

    if (m == NULL) {
        arena_close(a);
        return fail(ctx, ERR_LIMIT, "no memory for sending mails");
    }
    m->arena = a;
    m->db = db;
    m->options = *o;
    m->fixed_now = getenv("KC_TODAY") != NULL ? ctx->now : (struct instant){0};
    (void)pthread_mutex_init(&m->lock, NULL);
    steady_cond_init(&m->stop);
    if (smtp_start() != OK || (!o->by_hand && pthread_create(&m->thread, NULL, serve, m) != 0)) {
        arena_close(a);
        return fail(ctx, ERR_LIMIT, "the thread that sends mails cannot be started");
    }
    *ret = m;
    return OK;
}

void
mail_service_stop(struct mail_service *m)
{
    if (m == NULL)
        return;
    (void)pthread_mutex_lock(&m->lock);
    m->stopping = true;
    (void)pthread_cond_signal(&m->stop);
    (void)pthread_mutex_unlock(&m->lock);
    if (!m->options.by_hand)
        (void)pthread_join(m->thread, NULL);
    (void)pthread_cond_destroy(&m->stop);
    (void)pthread_mutex_destroy(&m->lock);
    arena_close(m->arena);
}

static enum err
use_state(struct db *db, void *arg)
{
    return mail_store_state(db, arg);
}

enum err
mail_service_state(struct ctx *ctx, struct database *db, struct mail_state *ret_state)
{
    return db_read(db, ctx, use_state, ret_state);
}

struct shown_use {
    struct mail *mails;
    int *len;
};

static enum err
use_shown(struct db *db, void *arg)
{
    struct shown_use *u = arg;

    return mail_store_latest(db, u->mails, u->len);
}

enum err
mail_service_shown(struct ctx *ctx, struct database *db, struct mail *ret_mails, int *ret_len)
{
    return db_read(db, ctx, use_shown, &(struct shown_use){ret_mails, ret_len});
}
