namespace ProxLB.Web.Api.Models;

/// <summary>The best spread for so many migrations.</summary>
/// <param name="Migrations">How many.</param>
/// <param name="Spread">By dimension, in percentage points.</param>
/// <param name="CostBytes">What they copy.</param>
internal sealed record FrontierPointDocument(int Migrations, IReadOnlyDictionary<string, double> Spread, long CostBytes);
