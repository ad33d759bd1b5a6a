namespace ProxLB.Web.Api.Models;

/// <summary>Where a new guest should go: stands in the OpenAPI document for <c>docs/contracts/best-node.v1.schema.json</c>, which says what else is in it.</summary>
/// <param name="Schema">Always <c>proxlb.best-node/1</c>.</param>
internal sealed record AdviceDocument(string Schema);
