/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reports about groups of an organisation's people, for its personnel department (REPORT-1 to
 * REPORT-9), its audit log, and the switches of each analysis. Figures come from employments alone:
 * what a person searched, rated, was asked or planned lies under the person's own key and is in no
 * report.
 *   ERR_DENIED   the actor may not (RIGHT_REPORT_GROUPS, of the log RIGHT_AUDIT_READ)
 * besides what is said at each.
 */
#ifndef KC_SERVICE_REPORT_SERVICE_H
#define KC_SERVICE_REPORT_SERVICE_H

#include "domain/actor.h"
#include "domain/audit_event.h"
#include "domain/organisation.h"
#include "domain/report.h"
#include "service/platform.h"

struct report_use {
    struct platform *platform;
    const struct actor *actor;
    const struct organisation *organisation;
};

struct report {
    struct day month;       /* the first day of it */
    bool off[REPORT_PARTS]; /* switched off: nothing of it is in the view */
    struct report_view view;
    struct report_months months; /* for which there is a report */
};
/*
 * The report of a month; `month.n` 0: of this one. Whoever asks first in a month has it counted; it
 * then stays as it is.
 *   ERR_NOT_FOUND   nothing was counted in that month
 */
MUST_USE enum err report_show(struct ctx *ctx, const struct report_use *use, struct day month,
                              struct report *ret_report);
/* One table of it, to take along. ERR_DENIED: it is switched off as well. ERR_NOT_FOUND likewise.
 */
MUST_USE enum err report_part(struct ctx *ctx, const struct report_use *use, struct day month,
                              enum report_part part, struct report *ret_report);

/* Switch an analysis off or on; the audit log has it. No news: nothing happens. */
MUST_USE enum err report_switch(struct ctx *ctx, const struct report_use *use,
                                enum report_part part, bool off);
MUST_USE enum err report_switches(struct ctx *ctx, const struct report_use *use,
                                  bool ret_off[REPORT_PARTS]);

struct report_events {
    struct audit_event at[AUDIT_SHOWN_MAX];
    int len;
    bool more; /* older ones fit as well */
};
/*
 * Events of the audit log, the newest first (AUDIT-7). With an organisation its own alone, whatever
 * the filter says; without one (NULL) the actor must be allowed any.
 */
MUST_USE enum err report_events(struct ctx *ctx, const struct report_use *use,
                                struct audit_filter filter, struct report_events *ret_events);

#endif
