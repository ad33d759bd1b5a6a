namespace ProxLB.Web.Api;

/// <summary>Where the API is.</summary>
internal static class ApiRoutes
{
    public const string Root = "/api/v1";

    public const string OpenApi = Root + "/openapi.json";

    /// <summary>The name of the rule for requests from other web sites.</summary>
    public const string CorsPolicy = "proxlb";
}
