/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_council.h"

#include "domain/disclosure.h"
#include "domain/right.h"
#include "web/page.gen.h"
#include "web/page_report.h"
#include "web/route.h"

static struct report_use
use_of(const struct staff_desk *d)
{
    return (struct report_use){d->use.platform, d->use.actor, &d->organisation};
}

/* --- who sees what: from the table of rights ----------------------------- */

static const enum say_key ROLES_SAID[ROLES] = {
    [ROLE_LEARNER] = SAY_COUNCIL_ROLE_LEARNER,
    [ROLE_SUPERIOR] = SAY_COUNCIL_ROLE_SUPERIOR,
    [ROLE_HR] = SAY_COUNCIL_ROLE_HR,
    [ROLE_PROVIDER] = SAY_COUNCIL_ROLE_PROVIDER,
    [ROLE_CERTIFIER] = SAY_COUNCIL_ROLE_CERTIFIER,
    [ROLE_FUNDER] = SAY_COUNCIL_ROLE_FUNDER,
    [ROLE_OPERATOR] = SAY_COUNCIL_ROLE_OPERATOR,
};

/* Those to whom the table gives one of the rights, the person themselves aside. */
static struct slice
roles_with(const struct page *page, const enum right *rights, int len)
{
    struct text t = text_init(page->req->arena, HTTP_TARGET_BYTES_MAX);
    struct slice s = SLICE("");
    bool any = false;

    for (int role = 0; role < ROLES; role++) {
        bool has = false;

        for (int i = 0; i < len; i++)
            has |= role != (int)ROLE_LEARNER &&
                   right_of_role(rights[i], (enum role)role) != RELATION_NONE;
        if (!has)
            continue;
        text_puts(&t, any ? ", " : "");
        text_put(&t, page_say(page, ROLES_SAID[role]));
        any = true;
    }
    return text_end(&t, &s) == OK ? s : SLICE("");
}

static void
put_data(struct page_council *p, enum say_key kind, struct slice who, struct slice kept)
{
    assert(p->data_len < COUNCIL_DATA_MAX);
    p->data[p->data_len++] = (struct council_data){kind, who, kept};
}

static void
put_all_data(struct page_council *p)
{
    static const enum right work[] = {RIGHT_EMPLOYMENT_READ, RIGHT_EMPLOYEES_MANAGE};
    static const enum right reports[] = {RIGHT_REPORT_GROUPS};
    static const enum right log[] = {RIGHT_AUDIT_READ};
    const struct page *page = p->page;
    struct slice self = page_say(page, SAY_COUNCIL_WHO_SELF);

    put_data(p, SAY_COUNCIL_DATA_EMPLOYMENT,
             page_tell(page, SAY_COUNCIL_WHO_SELF_AND,
                       SAY_ARGS(SAY_AS_TEXT(roles_with(page, work, ARRAY_LEN(work))))),
             page_say(page, SAY_COUNCIL_KEPT_WORK));
    put_data(p, SAY_COUNCIL_DATA_ACCOUNT, page_say(page, SAY_COUNCIL_WHO_SELF_ACCOUNT),
             page_say(page, SAY_COUNCIL_KEPT_PERSON));
    put_data(p, SAY_COUNCIL_DATA_SITUATION, self,
             page_tell(page, SAY_COUNCIL_KEPT_GUEST, SAY_ARGS(SAY_AS_INT(page->guest_days))));
    put_data(p, SAY_COUNCIL_DATA_CHECK, self, page_say(page, SAY_COUNCIL_KEPT_PERSON));
    put_data(p, SAY_COUNCIL_DATA_REPORT, roles_with(page, reports, ARRAY_LEN(reports)),
             page_say(page, SAY_COUNCIL_KEPT_MONTHS));
    put_data(p, SAY_COUNCIL_DATA_AUDIT, roles_with(page, log, ARRAY_LEN(log)),
             page_say(page, SAY_COUNCIL_KEPT_CHAIN));
    put_data(p, SAY_COUNCIL_DATA_MAIL, self,
             page_tell(page, SAY_COUNCIL_KEPT_MAIL, SAY_ARGS(SAY_AS_INT(MAIL_KEPT_DAYS))));
}

/* --- what is on, and since when ------------------------------------------ */

static enum err
put_history(struct page_council *p, const struct report_use *use)
{
    struct http_request *req = p->page->req;
    struct report_events *events = arena_new(req->arena, struct report_events);
    struct audit_filter filter = {
        .before = INT64_MAX, .action = SLICE("report"), .first = {INT64_MIN}, .last = {INT64_MAX}};

    if (events == NULL)
        return ERR_LIMIT;
    TRY(report_events(&req->ctx, use, filter, events));
    for (int i = 0; i < events->len; i++) {
        const struct audit_event *e = &events->at[i];
        bool off = slice_is(e->action, "report.off");
        enum report_part part = REPORT_UNITS;

        if (report_part_parse(e->subject, &part) != OK)
            continue;
        p->events[p->events_len++] = (struct council_event){
            e->at,
            page_tell(p->page, off ? SAY_COUNCIL_EVENT_OFF : SAY_COUNCIL_EVENT_ON,
                      SAY_ARGS(SAY_AS_TEXT(page_say(p->page, report_part_title(part))))),
            e->actor};
    }
    return OK;
}

static enum err
fill(struct page_council *p, const struct staff_desk *desk)
{
    struct page *page = desk->page;
    struct report_use use = use_of(desk);
    bool off[REPORT_PARTS];

    TRY(report_switches(&page->req->ctx, &use, off));
    for (int i = 0; i < REPORT_PARTS; i++)
        p->analyses[p->analyses_len++] = (struct council_analysis){
            report_part_title((enum report_part)i), report_part_code((enum report_part)i), off[i]};
    TRY(put_history(p, &use));
    put_all_data(p);
    p->action = staff_desk_url(desk, "/mitbestimmung");
    p->print_url = staff_desk_url(desk, "/mitbestimmung/drucken");
    p->back_url = p->action;
    p->sheet = page_tell(page, SAY_COUNCIL_SHEET, SAY_ARGS(SAY_AS_TEXT(desk->organisation.name)));
    return OK;
}

enum err
page_council_show(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_council p = {.page = &page, .desk = &desk};

    TRY(staff_desk_open(&desk, &page, STAFF_COUNCIL));
    TRY(fill(&p, &desk));
    if (form_has(&req->query, "gespeichert"))
        p.good = page_say(&page, SAY_COUNCIL_SAVED);
    page.title = page_say(&page, SAY_COUNCIL_TITLE);
    PAGE_SEND(&page, res, page_council, &p);
}

enum err
page_council_print(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct staff_desk desk;
    struct page_council p = {.page = &page, .desk = &desk};

    TRY(staff_desk_open(&desk, &page, STAFF_COUNCIL));
    TRY(fill(&p, &desk));
    page.title = p.sheet;
    PAGE_SEND(&page, res, page_council_print, &p);
}

enum err
page_council_switch(struct http_request *req, struct http_response *res)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct slice off = form_value(&req->form, "aus");
    struct slice on = form_value(&req->form, "an");
    enum report_part part = REPORT_UNITS;
    struct staff_desk desk;
    struct report_use use;

    TRY(staff_desk_open(&desk, &page, STAFF_COUNCIL));
    if ((off.len > 0) == (on.len > 0))
        return ERR_INVALID;
    TRY(report_part_parse(off.len > 0 ? off : on, &part));
    use = use_of(&desk);
    TRY(report_switch(&req->ctx, &use, part, off.len > 0));
    return http_redirect(res, staff_desk_url(&desk, "/mitbestimmung?gespeichert"));
}
