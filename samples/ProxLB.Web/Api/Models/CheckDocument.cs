namespace ProxLB.Web.Api.Models;

/// <summary>What a look at rules and losses found: stands in the OpenAPI document for <c>docs/contracts/check.v1.schema.json</c>, which says what else is in it.</summary>
/// <param name="Schema">Always <c>proxlb.check/1</c>.</param>
internal sealed record CheckDocument(string Schema);
