namespace ProxLB.Web.Problems;

/// <summary>Why a request is not granted, as <c>application/problem+json</c> and as a line for a person.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">One of <see cref="ProblemCodes"/>.</param>
/// <param name="Title">What is wrong, in one sentence.</param>
/// <param name="Detail">What to do.</param>
public sealed record Problem(int Status, string Code, string Title, string Detail)
{
    /// <summary>The privileges that are lacking.</summary>
    public IReadOnlyList<MissingRight>? Missing { get; init; }

    /// <summary>What changed since the plan was made.</summary>
    public IReadOnlyList<string>? Difference { get; init; }

    /// <summary>The plan in the way.</summary>
    public string? Plan { get; init; }

    /// <summary>The host in charge.</summary>
    public string? Master { get; init; }

    internal static ProblemException BadRequest(string title, string detail = "See docs/api.md or /api/v1/openapi.json.") =>
        new(new(400, ProblemCodes.BadRequest, title, detail));

    internal static ProblemException NotSignedIn() => new(new(
        401, ProblemCodes.NotSignedIn, "You are not signed in.",
        "Sign in to Proxmox on the same host name, or send the header Authorization: PVEAPIToken=user@realm!name=secret."));

    internal static ProblemException Expired(string user) => new(new(
        401, ProblemCodes.Expired, $"The cluster does not accept the ticket or token of {user}, or no longer.", "Sign in to Proxmox again and reload."));

    internal static ProblemException Forbidden(string user, IReadOnlyList<MissingRight> missing) => new(new(
        403, ProblemCodes.Forbidden, $"{user} lacks {string.Join(", ", missing)}.", "Ask an administrator of the cluster to grant it.")
    {
        Missing = missing,
    });

    internal static ProblemException Unknown(string code, string title) => new(new(404, code, title, "Ask for the state and try again."));

    internal static ProblemException Unreachable(string title) => new(new(503, ProblemCodes.Unreachable, title, "Try again once the cluster answers."));
}
