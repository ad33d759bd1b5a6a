namespace ProxLB.Web.Problems;

/// <summary>The names by which programs tell problems apart.</summary>
internal static class ProblemCodes
{
    public const string BadRequest = "bad-request";
    public const string MissingHeader = "missing-header";
    public const string NotSignedIn = "not-signed-in";
    public const string Expired = "expired";
    public const string Forbidden = "forbidden";
    public const string ForeignOrigin = "foreign-origin";
    public const string UnknownPlan = "unknown-plan";
    public const string UnknownGuest = "unknown-guest";
    public const string UnknownNode = "unknown-node";
    public const string UnknownCall = "unknown-call";
    public const string FactsChanged = "facts-changed";
    public const string Busy = "busy";
    public const string NotMaster = "not-master";
    public const string Refused = "refused";
    public const string NotRunning = "not-running";
    public const string Unreachable = "unreachable";
}
