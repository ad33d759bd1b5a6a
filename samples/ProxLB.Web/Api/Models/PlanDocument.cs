namespace ProxLB.Web.Api.Models;

/// <summary>What a planning run decided: stands in the OpenAPI document for <c>docs/contracts/plan.v1.schema.json</c>, which says what else is in it.</summary>
/// <param name="Schema">Always <c>proxlb.plan/1</c>.</param>
internal sealed record PlanDocument(string Schema);
