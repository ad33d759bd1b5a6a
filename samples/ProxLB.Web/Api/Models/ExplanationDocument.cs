namespace ProxLB.Web.Api.Models;

/// <summary>Why a guest is where it is: stands in the OpenAPI document for <c>docs/contracts/explain.v1.schema.json</c>, which says what else is in it.</summary>
/// <param name="Schema">Always <c>proxlb.explain/1</c>.</param>
internal sealed record ExplanationDocument(string Schema);
