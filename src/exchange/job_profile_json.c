/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/job_profile_json.h"

#include "exchange/own_json.h"

static enum err
read_target(struct ctx *ctx, const struct json_value *v, const struct framework *f,
            struct job_target *ret_target)
{
    static const char *const keys[] = {"competence", "level", "weight", NULL};
    const struct competence *c;
    struct slice code = {0};
    int64_t level = 0;
    int64_t weight = 0;

    TRY(json_only(ctx, v, keys));
    TRY(json_need_text(ctx, v, "competence", CODE_BYTES_MAX, &code));
    TRY(own_json_once(ctx, v, "competence"));
    TRY(json_need_int(ctx, v, "level", JSON_RANGE(1, LEVEL_MAX), &level));
    TRY(json_need_int(ctx, v, "weight", JSON_RANGE(1, JOB_WEIGHT_MAX), &weight));
    c = framework_by_code(f, code);
    if (c == NULL)
        return json_fail(ctx, ERR_INVALID, json_member(v, "competence"),
                         "there is no competence \"%.*s\"", SLICE_ARG(code));
    *ret_target = (struct job_target){c->id, (uint8_t)level, (uint8_t)weight};
    return OK;
}

static enum err
read_profile(struct ctx *ctx, const struct json_value *v, const struct framework *f,
             struct job_profile *p)
{
    static const char *const keys[] = {"code", "name", "description", "targets", NULL};
    const struct json_value *targets = NULL;
    struct own_name name;
    struct own_name description;

    TRY(json_only(ctx, v, keys));
    TRY(own_json_code(ctx, v, "code", &p->code));
    TRY(own_json_once(ctx, v, "code"));
    TRY(own_json_name(ctx, v, "name", &name));
    TRY(own_json_name(ctx, v, "description", &description));
    p->name_de = name.de;
    p->name_en = name.en;
    p->description = description.de;
    TRY(json_need_array(ctx, v, "targets", JOB_PROFILE_TARGETS_MAX, &targets));
    if (targets->len == 0)
        return json_fail(ctx, ERR_INVALID, targets, "is empty");
    p->targets = own_json_array(ctx, struct job_target, targets->len);
    if (p->targets == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < targets->len; i++)
        TRY(read_target(ctx, &targets->items[i], f, &p->targets[i]));
    p->targets_len = (int)targets->len;
    return OK;
}

enum err
job_profile_json_read(struct ctx *ctx, struct slice bytes, const struct framework *f,
                      struct job_profile_list *ret_profiles)
{
    static const char *const keys[] = {"format", "version", "note", "job_profiles", NULL};
    const struct json_value *top = NULL;
    const struct json_value *list = NULL;
    struct job_profile_list p = {0};

    TRY(own_json_open(ctx, bytes, "kommunalcampus-job-profiles/1", &top));
    TRY(json_only(ctx, top, keys));
    TRY(json_need_text(ctx, top, "version", CODE_BYTES_MAX, &p.version));
    TRY(json_need_array(ctx, top, "job_profiles", JOB_PROFILES_MAX, &list));
    p.profiles = own_json_array(ctx, struct job_profile, list->len);
    if (p.profiles == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++)
        TRY(read_profile(ctx, &list->items[i], f, &p.profiles[i]));
    p.len = (int)list->len;
    *ret_profiles = p;
    return OK;
}
