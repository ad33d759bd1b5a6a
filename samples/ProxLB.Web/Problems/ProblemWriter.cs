using Microsoft.AspNetCore.Mvc;
using ProxLB.Web.Api;

namespace ProxLB.Web.Problems;

/// <summary>Writes a problem as the answer to a request.</summary>
internal static class ProblemWriter
{
    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        return context.Response.WriteAsJsonAsync(ToDetails(problem), ApiJson.Options, "application/problem+json", context.RequestAborted);
    }

    public static ProblemDetails ToDetails(Problem problem)
    {
        var details = new ProblemDetails { Status = problem.Status, Title = problem.Title, Detail = problem.Detail };
        Add("code", problem.Code);
        Add("missing", problem.Missing);
        Add("difference", problem.Difference);
        Add("plan", problem.Plan);
        Add("master", problem.Master);
        return details;

        void Add(string name, object? value)
        {
            if (value is not null)
            {
                details.Extensions[name] = value;
            }
        }
    }
}
