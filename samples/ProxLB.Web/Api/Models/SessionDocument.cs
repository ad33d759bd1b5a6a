namespace ProxLB.Web.Api.Models;

/// <summary>Who asks.</summary>
/// <param name="User">The user, such as <c>admin@pve</c>.</param>
/// <param name="MayMigrate">Whether he may migrate guests in general; a hint.</param>
internal sealed record SessionDocument(string User, bool MayMigrate);
