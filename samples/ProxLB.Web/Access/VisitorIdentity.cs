using System.Security.Claims;

namespace ProxLB.Web.Access;

/// <summary>A visitor as the page's framework hands him on from the request to the live connection. Lives in memory only.</summary>
internal sealed class VisitorIdentity(Visitor visitor) : ClaimsIdentity
{
    public Visitor Visitor { get; } = visitor;

    public override string? Name => Visitor.Name;

    /// <summary>The visitor that a request or a live connection belongs to.</summary>
    public static Visitor Of(ClaimsPrincipal principal) =>
        principal.Identities.OfType<VisitorIdentity>().FirstOrDefault()?.Visitor ?? new Visitor(null, "unknown");
}
