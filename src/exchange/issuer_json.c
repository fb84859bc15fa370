/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/issuer_json.h"

#include "exchange/own_json.h"

static enum err
read_rule(struct ctx *ctx, const struct json_value *v, struct issuer_file_rule *r)
{
    static const char *const keys[] = {"claim", "value", "organisation", "role", NULL};
    struct slice role = {0};

    TRY(json_only(ctx, v, keys));
    TRY(json_need_text(ctx, v, "claim", ISSUER_CLIENT_BYTES_MAX, &r->claim));
    TRY(json_need_text(ctx, v, "value", ISSUER_CLIENT_BYTES_MAX, &r->value));
    TRY(own_json_code(ctx, v, "organisation", &r->organisation));
    TRY(json_need_text(ctx, v, "role", CODE_BYTES_MAX, &role));
    if (role_parse(role, &r->role) != OK)
        return json_fail(ctx, ERR_INVALID, json_member(v, "role"), "\"%.*s\" is no role",
                         SLICE_ARG(role));
    return OK;
}

static enum err
read_rules(struct ctx *ctx, const struct json_value *top, struct issuer_file *f)
{
    const struct json_value *list = NULL;

    TRY(json_may_array(ctx, top, "rules", ISSUER_RULES_MAX, &list));
    f->rules_len = list == NULL ? 0 : (int)list->len;
    f->rules = own_json_array(ctx, struct issuer_file_rule, (size_t)f->rules_len + 1);
    if (f->rules == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < f->rules_len; i++)
        TRY(read_rule(ctx, &list->items[i], &f->rules[i]));
    return OK;
}

/* A list in the file, one text with spaces in the table. */
static enum err
read_domains(struct ctx *ctx, const struct json_value *top, struct slice *ret_domains)
{
    const struct json_value *list = NULL;
    struct text t = text_init(ctx->arena, (size_t)ISSUER_DOMAINS_MAX * ACCOUNT_EMAIL_BYTES_MAX);

    TRY(json_may_array(ctx, top, "mail_domains", ISSUER_DOMAINS_MAX, &list));
    for (size_t i = 0; list != NULL && i < list->len; i++) {
        struct slice domain = {0};

        TRY(json_as_text(ctx, &list->items[i], ACCOUNT_EMAIL_BYTES_MAX, &domain));
        if (domain.len == 0 || slice_find_char(domain, ' ') < domain.len ||
            slice_find_char(domain, '@') < domain.len)
            return json_fail(ctx, ERR_INVALID, &list->items[i], "is no domain of mail addresses");
        if (i > 0)
            text_putc(&t, ' ');
        text_put(&t, domain);
    }
    return text_end(&t, ret_domains);
}

enum err
issuer_json_read(struct ctx *ctx, struct slice bytes, struct issuer_file *ret_file)
{
    static const char *const keys[] = {"format", "code",      "kind",         "name",
                                       "issuer", "client_id", "organisation", "mail_domains",
                                       "rules",  NULL};
    const struct json_value *top = NULL;
    struct issuer_file f = {.rules_len = 0};
    struct slice kind = {0};

    TRY(own_json_open(ctx, bytes, "kommunalcampus-issuer/1", &top));
    TRY(json_only(ctx, top, keys));
    TRY(own_json_code(ctx, top, "code", &f.issuer.code));
    TRY(json_need_text(ctx, top, "kind", CODE_BYTES_MAX, &kind));
    if (issuer_kind_parse(kind, &f.issuer.kind) != OK)
        return json_fail(ctx, ERR_INVALID, json_member(top, "kind"),
                         "is \"%.*s\", expected \"oidc\" or \"saml\"", SLICE_ARG(kind));
    TRY(json_need_text(ctx, top, "name", ISSUER_NAME_BYTES_MAX, &f.issuer.name));
    TRY(json_need_text(ctx, top, "issuer", ISSUER_URL_BYTES_MAX, &f.issuer.url));
    TRY(json_may_text(ctx, top, "client_id", ISSUER_CLIENT_BYTES_MAX, &f.issuer.client));
    TRY(own_json_code_or_null(ctx, top, "organisation", &f.organisation));
    TRY(read_domains(ctx, top, &f.issuer.domains));
    TRY(read_rules(ctx, top, &f));
    *ret_file = f;
    return OK;
}
