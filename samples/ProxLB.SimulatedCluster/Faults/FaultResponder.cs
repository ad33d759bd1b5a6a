using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace ProxLB.SimulatedCluster.Faults;

/// <summary>Lets a call go wrong.</summary>
internal static class FaultResponder
{
    /// <summary>Whether the fault has answered, so that the call itself must not be done.</summary>
    public static async Task<bool> ApplyAsync(HttpContext context, Fault fault, TimeProvider clock)
    {
        if (fault.Latency > TimeSpan.Zero)
        {
            await Task.Delay(fault.Latency, clock, context.RequestAborted);
        }

        if (fault.Drop)
        {
            context.Abort();
            return true;
        }

        if (fault.Status is null && fault.Garbage is null)
        {
            return false;
        }

        context.Response.StatusCode = fault.Status ?? 200;
        if (fault.Status is not null)
        {
            context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = fault.Reason;
            context.Response.Headers.Connection = "close";
        }

        var body = Encoding.UTF8.GetBytes(fault.Garbage ?? "");
        context.Response.ContentLength = body.Length;
        context.Response.ContentType = "text/html";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
        return true;
    }
}
