/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/check_report.h"

enum err
check_report_make(struct ctx *ctx, const struct check_view *view, struct check_report *ret_report)
{
    const struct check_record *r = &view->record;
    struct check_report report = {.scope = r->scope,
                                  .begun = r->begun,
                                  .ended = r->ended,
                                  .given = r->given_len,
                                  .is_estimated = view->is_estimated,
                                  .found_len = r->subjects_len};

    report.found = arena_array(ctx->arena, struct check_found, (size_t)r->subjects_len);
    if (report.found == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a result");
    TRY(check_result(ctx, view, report.found));
    for (int g = 0; g < r->given_len; g++)
        report.unknown += r->given[g].unknown;
    *ret_report = report;
    return OK;
}

/* CHECK-22: the answers are the same, and their likelihood knows no prior; what the own rating put
 * into the priors is taken out of all of them, since they inform each other (CHECK-16). */
enum err
check_report_unrated(struct ctx *ctx, const struct check_view *view,
                     struct check_report *ret_report)
{
    struct check_view unrated = *view;
    int len = view->record.subjects_len;
    struct check_subject *subjects = arena_array(ctx->arena, struct check_subject, (size_t)len);

    if (subjects == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a result");
    for (int s = 0; s < len; s++) {
        struct check_known known = {.rated = -1, .job = view->record.subjects[s].target};

        subjects[s] = view->record.subjects[s];
        subjects[s].rated = -1;
        subjects[s].prior = check_prior(&known);
    }
    unrated.record.subjects = subjects;
    return check_report_make(ctx, &unrated, ret_report);
}
