/* SPDX-License-Identifier: EUPL-1.2 */
/* Mails to a real server: aiosmtpd on loopback, told by the recipient's name how to answer. */
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "service/given.h"
#include "service/mail_service.h"
#include "service/suite.h"
#include "storage/mail_store.h"
#include "store/ground.h"

enum { LINE_BYTES_MAX = 200, EVENT_MS_MAX = 60000, MINUTE_MS = 60000 };

struct post {
    struct given *g;
    struct mail_options options;
    struct mail_service *mails;
    char folder[700];
    char url[64];
    char ca[720];
    pid_t server;
    FILE *events; /* what the server says */
    const char *recipient;
    const char *subject;
    const char *body;
    char told[LINE_BYTES_MAX]; /* the last line for the operator */
    int told_len;
};

/* --- the server ------------------------------------------------------------------- */

/* The next line of the server; the test fails when none comes. */
static const char *
event(struct post *p)
{
    static char line[LINE_BYTES_MAX];
    struct pollfd fd = {.fd = fileno(p->events), .events = POLLIN};

    if (poll(&fd, 1, EVENT_MS_MAX) != 1 || fgets(line, sizeof line, p->events) == NULL)
        fail_msg("the mail server says nothing");
    line[strcspn(line, "\n")] = '\0';
    return line;
}

static void
await(struct post *p, const char *what)
{
    while (strcmp(event(p), what) != 0)
        continue;
}

static void
serve(struct post *p, const char *first, const char *second)
{
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    p->server = fork();
    if (p->server == 0) {
        (void)dup2(ends[1], 1);
        (void)close(ends[0]);
        (void)close(ends[1]);
        (void)execl(
            "/usr/bin/python3", "python3",
            /* Debian's, which has aiosmtpd */ KC_SOURCE_DIR "/tests/service/smtp_server.py",
            p->folder, first, second, (char *)NULL);
        _exit(127);
    }
    assert_true(p->server > 0);
    (void)close(ends[1]);
    (void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    p->events = fdopen(ends[0], "r");
    assert_non_null(p->events);
    setvbuf(p->events, NULL, _IONBF, 0); /* or poll() would not see what stdio has read already */
    (void)snprintf(p->url, sizeof p->url, "smtp://127.0.0.1:%s", event(p) + strlen("port "));
    p->options.smtp_url = p->url;
}

static void
tell(void *arg, struct slice line)
{
    struct post *p = arg;

    (void)snprintf(p->told, sizeof p->told, "%.*s", SLICE_ARG(line));
    p->told_len++;
}

static void
open_mails(struct post *p)
{
    p->options.smtp_user = p->options.smtp_user == NULL ? "" : p->options.smtp_user;
    p->options.smtp_password = p->options.smtp_password == NULL ? "" : p->options.smtp_password;
    p->options.from = "campus@stadt.example";
    p->options.folder = "";
    p->options.by_hand = true;
    p->options.tell = tell;
    p->options.tell_arg = p;
    CHECK_ERR("start", mail_service_start(&p->g->ctx, p->g->database, &p->options, &p->mails), OK);
}

static void
post_open(struct post *p, struct given *g, const char *first, const char *second)
{
    memset(p, 0, sizeof *p);
    p->g = g;
    (void)snprintf(p->folder, sizeof p->folder, "%s/smtp-XXXXXX", ground_folder());
    assert_non_null(mkdtemp(p->folder));
    serve(p, first, second);
    p->options.smtp_without_tls = first == NULL;
}

static void
post_close(struct post *p)
{
    mail_service_stop(p->mails);
    (void)kill(p->server, SIGKILL);
    (void)waitpid(p->server, NULL, 0);
    (void)fclose(p->events);
}

/* --- mails ------------------------------------------------------------------------ */

static enum err
use_write(struct db *db, void *arg)
{
    const struct post *p = arg;

    return mail_store_add(db, &(struct mail){.recipient = slice_of(p->recipient),
                                             .subject = slice_of(p->subject),
                                             .body = slice_of(p->body),
                                             .created = db_ctx(db)->now});
}

static void
write_mail(struct post *p, const char *recipient)
{
    p->recipient = recipient;
    if (p->subject == NULL) {
        p->subject = "Betreff";
        p->body = "Text";
    }
    CHECK_ERR(recipient, db_write(p->g->database, &p->g->ctx, use_write, p), OK);
}

static int
round_of(struct post *p)
{
    int sent = -1;

    CHECK_ERR("round", mail_service_round(p->mails, &p->g->ctx, &sent), OK);
    return sent;
}

static struct mail_state
state_of(struct post *p)
{
    struct mail_state s = {.waiting = -1};

    CHECK_ERR("state", mail_service_state(&p->g->ctx, p->g->database, &s), OK);
    return s;
}

/* Message number n as a reader sees it ("txt"), or as it came ("eml"); empty: it did not come. */
static struct slice
arrived(struct post *p, int n, const char *end)
{
    char path[760];
    struct slice bytes = SLICE("");

    (void)snprintf(path, sizeof path, "%s/%d.%s", p->folder, n, end);
    return given_file(p->g, path, &bytes) ? bytes : SLICE("");
}

static bool
holds(struct slice s, const char *what)
{
    return slice_find(s, slice_of(what)) < s.len;
}

/* The newest mail as it is kept. */
static struct mail
newest(struct post *p)
{
    static struct mail all[MAIL_SHOWN_MAX];
    int len = 0;

    CHECK_ERR("kept", mail_service_shown(&p->g->ctx, p->g->database, all, &len), OK);
    assert_true(len > 0);
    return all[0];
}

static void
a_mail_arrives_whole(void **state)
{
    struct post p;
    struct slice text;
    static char body[4000];

    post_open(&p, *state, NULL, NULL);
    open_mails(&p);
    p.subject = "Bestätigen Sie „Größe & Übermaß“: ein sehr langer Betreff, der auf mehrere "
                "Zeilen verteilt werden muss, damit keine zu lang wird";
    (void)snprintf(body, sizeof body,
                   "Guten Tag,\n\n.Punkt am Anfang\n.\n..zwei\nFrom here\n%0900d\n"
                   "ÄÖÜ äöü ß €\n\nhttps://x.example/a?t=b",
                   7);
    p.body = body;
    write_mail(&p, "erika@stadt.example");
    CHECK_INT("sent", round_of(&p), 1);
    text = arrived(&p, 0, "txt");
    CHECK_TRUE("sender", holds(text, "From: KommunalCampus <campus@stadt.example>\n"));
    CHECK_TRUE("recipient", holds(text, "To: erika@stadt.example\n") ||
                                holds(text, "To: <erika@stadt.example>\n"));
    CHECK_TRUE("subject", holds(text, p.subject));
    CHECK_TRUE("nobody answers a machine", holds(text, "Auto-Submitted: auto-generated\n"));
    CHECK_TRUE("envelope", holds(text, "from to: campus@stadt.example erika@stadt.example\n"));
    CHECK_TRUE("no line is too long", holds(text, "longest line: fine\n"));
    CHECK_TRUE("every byte of the text", holds(text, body));
    CHECK_INT("once", round_of(&p), 0);
    CHECK_INT("its text is kept no longer", newest(&p).body.len, 0);
    CHECK_INT("nothing waits", state_of(&p).waiting, 0);
    CHECK_INT("nothing to tell", p.told_len, 0);
    post_close(&p);
}

static void
encryption_is_required_and_checked(void **state)
{
    struct post p;

    post_open(&p, *state, "tls", NULL);
    open_mails(&p);
    write_mail(&p, "erika@stadt.example");
    CHECK_INT("a certificate of nobody we trust", round_of(&p), 0);
    CHECK_TRUE("later", holds(slice_of(p.told), "state=later"));
    mail_service_stop(p.mails);
    (void)snprintf(p.ca, sizeof p.ca, "%s/cert.pem", p.folder);
    p.options.smtp_ca_file = p.ca;
    open_mails(&p);
    p.g->ctx.now.ms += MINUTE_MS;
    CHECK_INT("a trusted one", round_of(&p), 1);
    post_close(&p);
    post_open(&p, *state, NULL, NULL);
    p.options.smtp_without_tls = false;
    open_mails(&p);
    write_mail(&p, "erika@stadt.example");
    CHECK_INT("a server without it gets nothing", round_of(&p), 0);
    CHECK_TRUE("nothing arrived", arrived(&p, 0, "eml").len == 0);
    p.options.smtp_without_tls = true;
    post_close(&p);
}

static void
a_wrong_password_waits_for_a_right_one(void **state)
{
    struct post p;

    post_open(&p, *state, "tls", "auth");
    (void)snprintf(p.ca, sizeof p.ca, "%s/cert.pem", p.folder);
    p.options.smtp_ca_file = p.ca;
    p.options.smtp_user = "campus";
    p.options.smtp_password = "falsch";
    open_mails(&p);
    write_mail(&p, "erika@stadt.example");
    write_mail(&p, "udo@stadt.example");
    CHECK_INT("wrong", round_of(&p), 0);
    await(&p, "auth wrong");
    CHECK_INT("one attempt, not one for each mail", p.told_len, 1);
    CHECK_TRUE("later", holds(slice_of(p.told), "state=later"));
    CHECK_TRUE("no password is told", !holds(slice_of(p.told), "falsch"));
    mail_service_stop(p.mails);
    p.options.smtp_password = "richtig";
    open_mails(&p);
    CHECK_INT("the one that was not tried", round_of(&p), 1);
    await(&p, "auth right");
    p.g->ctx.now.ms += MINUTE_MS;
    CHECK_INT("the other one, a minute later", round_of(&p), 1);
    post_close(&p);
}

static void
what_is_refused_for_good_is_given_up_and_the_rest_goes_on(void **state)
{
    struct post p;

    post_open(&p, *state, NULL, NULL);
    open_mails(&p);
    write_mail(&p, "weg@stadt.example");
    CHECK_INT("refused", round_of(&p), 0);
    CHECK_TRUE("told", holds(slice_of(p.told), "state=given_up") && holds(slice_of(p.told), "550"));
    CHECK_TRUE("without the address", !holds(slice_of(p.told), "weg@"));
    CHECK_INT("counted", state_of(&p).given_up, 1);
    CHECK_INT("the link in it is kept no longer", newest(&p).body.len, 0);
    write_mail(&p, "nein@stadt.example");
    write_mail(&p, "voll@stadt.example");
    write_mail(&p, "erika@stadt.example");
    CHECK_INT("the others go on", round_of(&p), 1);
    CHECK_INT("the text refused: given up", state_of(&p).given_up, 2);
    CHECK_INT("not now: later", state_of(&p).late, 1);
    p.g->ctx.now.ms += (int64_t)10 * 24 * 60 * MINUTE_MS;
    p.told_len = 0;
    CHECK_INT("given up is given up", round_of(&p), 0);
    CHECK_INT("only the full mailbox was tried again", p.told_len, 1);
    post_close(&p);
    post_open(&p, *state, NULL, NULL);
    mail_service_stop(p.mails);
    (void)kill(p.server, SIGKILL);
    (void)waitpid(p.server, NULL, 0);
    (void)fclose(p.events);
    serve(&p, "nobody", NULL);
    open_mails(&p);
    write_mail(&p, "erika@stadt.example");
    CHECK_INT("a sender that may not", round_of(&p), 0);
    CHECK_INT("is no mail's fault", state_of(&p).given_up, 2);
    post_close(&p);
}

/* Nobody listens there: 1, 2, 4 ... minutes, until MAIL_TRIES_MAX. */
static void
a_server_that_is_away_is_tried_with_growing_waits_up_to_the_bound(void **state)
{
    struct post p;
    int64_t wait = MINUTE_MS;
    struct instant now = ((struct given *)*state)->ctx.now;

    post_open(&p, *state, NULL, NULL);
    open_mails(&p);
    (void)kill(p.server, SIGKILL);
    (void)waitpid(p.server, NULL, 0);
    write_mail(&p, "erika@stadt.example");
    write_mail(&p, "udo@stadt.example");
    CHECK_INT("away", round_of(&p), 0);
    CHECK_INT("the second one lost no attempt", state_of(&p).late, 1);
    CHECK_INT("away", round_of(&p), 0);
    for (int i = 2; i <= MAIL_TRIES_MAX; i++, wait *= 2) {
        now.ms += wait - 1;
        given_ctx(p.g)->now = now; /* with a fresh arena */
        p.told_len = 0;
        CHECK_INT("not before", round_of(&p), 0);
        CHECK_INT("not before", p.told_len, 0);
        p.g->ctx.now.ms = ++now.ms;
        CHECK_INT("then", round_of(&p), 0);
        CHECK_INT("then", round_of(&p), 0);
        CHECK_INT("each of the two", p.told_len, 2);
        CHECK_TRUE("until the last", holds(slice_of(p.told), "given_up") == (i == MAIL_TRIES_MAX));
    }
    CHECK_INT("given up", state_of(&p).given_up, 2);
    CHECK_INT("its text is kept no longer", newest(&p).body.len, 0);
    p.server = 0;
    mail_service_stop(p.mails);
    (void)fclose(p.events);
}

static void *
send_in_thread(void *arg)
{
    struct post *p = arg;
    struct ctx ctx = {.arena = arena_open((size_t)8 << 20), .now = p->g->ctx.now};
    int sent = 0;

    (void)!mail_service_round(p->mails, &ctx, &sent);
    arena_close(ctx.arena);
    return NULL;
}

static void
a_server_that_says_nothing_holds_up_nobody(void **state)
{
    struct post p;
    pthread_t thread;

    post_open(&p, *state, NULL, NULL);
    p.options.smtp_seconds_max = 2;
    open_mails(&p);
    write_mail(&p, "haengt@stadt.example");
    assert_int_equal(pthread_create(&thread, NULL, send_in_thread, &p), 0);
    await(&p, "hangs");
    write_mail(&p, "erika@stadt.example"); /* the database is free while the server is silent */
    CHECK_INT("both wait", state_of(&p).waiting, 2);
    assert_int_equal(pthread_join(thread, NULL), 0); /* ends by the limit */
    CHECK_TRUE("told", holds(slice_of(p.told), "state=later"));
    CHECK_INT("the next round takes the other one", round_of(&p), 1);
    post_close(&p);
}

/* --- killed -------------------------------------------------------------------------- */

static void
send_in_child(struct post *p)
{
    struct ctx ctx = {.arena = arena_open((size_t)64 << 20), .now = p->g->ctx.now};
    struct mail_service *mails = NULL;
    struct database *database = NULL;
    int sent = 0;

    if (db_open(&ctx, slice_of(p->g->setting), NULL, &database) != OK ||
        mail_service_start(&ctx, database, &p->options, &mails) != OK)
        _exit(1);
    (void)!mail_service_round(mails, &ctx, &sent);
    _exit(0);
}

/* A process that sends, killed when the server has said `when`. */
static void
kill_at(struct post *p, const char *when)
{
    pid_t child;

    mail_service_stop(p->mails);
    p->mails = NULL;
    db_close(p->g->database);
    p->g->database = NULL;
    (void)fflush(NULL);
    child = fork();
    if (child == 0)
        send_in_child(p);
    assert_true(child > 0);
    await(p, when);
    (void)kill(child, SIGKILL);
    (void)waitpid(child, NULL, 0);
    given_reopen(p->g);
    open_mails(p);
}

static struct slice
message_id(struct slice text)
{
    size_t at = slice_find(text, SLICE("Message-ID: "));
    struct slice rest = slice_sub(text, at, text.len);

    return slice_sub(rest, 0, slice_find_char(rest, '\n'));
}

static void
a_killed_process_loses_no_mail_and_doubles_one_at_most(void **state)
{
    struct post p;

    post_open(&p, *state, NULL, NULL);
    open_mails(&p);
    write_mail(&p, "haelt@stadt.example");
    kill_at(&p, "held");
    CHECK_TRUE("the server has it", arrived(&p, 0, "txt").len > 0);
    CHECK_INT("not at once again", round_of(&p), 0);
    p.g->ctx.now.ms += MINUTE_MS;
    CHECK_INT("it is not known that it was sent", round_of(&p), 1);
    CHECK_TRUE("so it comes twice, and can be told by its number",
               slice_eq(message_id(arrived(&p, 0, "txt")), message_id(arrived(&p, 1, "txt"))) &&
                   message_id(arrived(&p, 1, "txt")).len > 20);
    p.g->ctx.now.ms += (int64_t)24 * 60 * MINUTE_MS;
    CHECK_INT("and no third time", round_of(&p), 0);
    write_mail(&p, "haengt@stadt.example");
    kill_at(&p, "hangs");
    CHECK_INT("killed before the server had it: it waits", state_of(&p).late, 1);
    post_close(&p);
}

int
suite_mail(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_mail_arrives_whole, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(encryption_is_required_and_checked, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_wrong_password_waits_for_a_right_one, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(what_is_refused_for_good_is_given_up_and_the_rest_goes_on,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(
            a_server_that_is_away_is_tried_with_growing_waits_up_to_the_bound, given_seeded,
            given_done),
        cmocka_unit_test_setup_teardown(a_server_that_says_nothing_holds_up_nobody, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_killed_process_loses_no_mail_and_doubles_one_at_most,
                                        given_seeded, given_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
