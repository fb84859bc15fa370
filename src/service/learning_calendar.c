/* SPDX-License-Identifier: EUPL-1.2 */
/* The plan as a calendar: each sitting at its time; what has none as whole weeks of free time. */
#include "domain/module_text.h"
#include "exchange/icalendar.h"
#include "service/learning_service.h"

enum { UID_BYTES_MAX = 400, PLACE_BYTES_MAX = 1000, NOTE_BYTES_MAX = 8192 };

struct calendar {
    struct ctx *ctx;
    const struct snapshot *snap;
    struct slice host;
    struct text *out;
};

static enum err
uid_make(const struct calendar *c, const struct curriculum_entry *e, int number,
         struct slice *ret_uid)
{
    struct text t = text_init(c->ctx->arena, UID_BYTES_MAX);

    text_put(&t, e->module->code);
    if (e->run != NULL) {
        text_putc(&t, '-');
        text_put(&t, e->run->code);
    }
    text_printf(&t, "-%d@", number);
    text_put(&t, c->host.len ? c->host : SLICE("kommunalcampus"));
    return text_end(&t, ret_uid);
}

static enum err
place_make(const struct calendar *c, const struct curriculum_entry *e, struct slice *ret_place)
{
    const struct venue *v =
        e->run && e->run->venue.n ? catalogue_venue(c->snap->catalogue, e->run->venue) : NULL;
    struct text t = text_init(c->ctx->arena, PLACE_BYTES_MAX);

    if (v != NULL) {
        text_put(&t, v->name);
        text_puts(&t, ", ");
        text_put(&t, v->postcode);
        text_putc(&t, ' ');
        text_put(&t, v->city);
    }
    return text_end(&t, ret_place);
}

static enum err
note_make(const struct calendar *c, const struct curriculum_entry *e, struct slice *ret_note)
{
    const struct provider *p = catalogue_provider(c->snap->catalogue, e->module->provider);
    const struct framework *f = c->snap->catalogue->framework;
    struct text t = text_init(c->ctx->arena, NOTE_BYTES_MAX);
    struct slice summary;

    TRY(module_text(e->module, c->ctx->arena, MODULE_SUMMARY, &summary));
    text_put(&t, p ? p->name : SLICE(""));
    text_putc(&t, '\n');
    text_put(&t, summary);
    for (int i = 0; i < e->steps_len; i++) {
        const struct competence *comp = f->by_id[e->steps[i].competence.n];

        text_printf(&t, "\n%.*s: Niveau %d → %d", SLICE_ARG(comp ? comp->name_de : SLICE("")),
                    e->steps[i].from, e->steps[i].to);
    }
    return text_end(&t, ret_note);
}

static enum err
entry_put(const struct calendar *c, const struct curriculum_entry *e)
{
    struct icalendar_event event = {
        .summary = e->module->title,
        .url = e->module->url,
        .first = e->first,
        .last = e->last,
        .from_minute = -1,
        .is_tentative = true,
    };

    TRY(place_make(c, e, &event.location));
    TRY(note_make(c, e, &event.description));
    if (e->run == NULL || e->run->sessions_len == 0) {
        TRY(uid_make(c, e, 0, &event.uid));
        icalendar_put(c->out, &event, c->ctx->now);
        return OK;
    }
    event.is_tentative = false;
    for (int i = 0; i < e->run->sessions_len; i++) {
        const struct session *s = &e->run->sessions[i];

        TRY(uid_make(c, e, i + 1, &event.uid));
        event.first = event.last = s->day;
        event.from_minute = s->from_minute;
        event.to_minute = s->to_minute;
        icalendar_put(c->out, &event, c->ctx->now);
    }
    return OK;
}

enum err
learning_plan_calendar(struct ctx *ctx, const struct snapshot *snap, const struct curriculum *plan,
                       struct slice host, struct text *ret_ics)
{
    struct calendar c = {ctx, snap, host, ret_ics};

    icalendar_begin(ret_ics, SLICE("Mein Lehrplan (KommunalCampus)"));
    for (int i = 0; i < plan->entries_len; i++) {
        if (entry_put(&c, &plan->entries[i]) != OK)
            return fail(ctx, ERR_LIMIT, "the calendar is too large");
    }
    icalendar_end(ret_ics);
    return OK;
}
