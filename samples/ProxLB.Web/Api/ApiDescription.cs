using Microsoft.AspNetCore.OpenApi;

namespace ProxLB.Web.Api;

/// <summary>What the OpenAPI document says of the API as a whole.</summary>
internal static class ApiDescription
{
    private const string Text =
        "Proxmox's users are its users: send the cookie PVEAuthCookie, or Authorization: PVEAPIToken=user@realm!name=secret. " +
        "Looking needs Sys.Audit on /, moving VM.Migrate on each guest. Each POST needs the header X-ProxLB: 1. docs/api.md says more.";

    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = operation => operation.RelativePath?.StartsWith(ApiRoutes.Root.TrimStart('/'), StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "ProxLB";
            document.Info.Version = "1";
            document.Info.Description = Text;
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
    }
}
