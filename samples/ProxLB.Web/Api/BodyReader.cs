using System.Text.Json;
using ProxLB.Web.Access;
using ProxLB.Web.Problems;

namespace ProxLB.Web.Api;

/// <summary>Reads the body of a state change; one that cannot be read is a refused change, with its line in the audit log.</summary>
internal sealed class BodyReader(AuditLog log)
{
    private const int Longest = 64 * 1024;

    /// <exception cref="ProblemException">It is no JSON of that shape.</exception>
    public async Task<T> ReadAsync<T>(HttpContext context, string action)
        where T : class
    {
        try
        {
            return await ReadAsync<T>(context);
        }
        catch (ProblemException refused)
        {
            log.Refused(Visitor.Of(context), new(action), refused.Problem);
            throw;
        }
    }

    private static async Task<T> ReadAsync<T>(HttpContext context)
        where T : class
    {
        if (context.Request.ContentLength is null or > Longest)
        {
            throw Problem.BadRequest($"The body must be JSON of at most {Longest} bytes, with its length stated.");
        }

        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.Body, ApiJson.Options, context.RequestAborted)
                ?? throw Problem.BadRequest("The body is empty.");
        }
        catch (JsonException defect)
        {
            throw Problem.BadRequest($"The body is not as expected at {defect.Path ?? "$"}.");
        }
        catch (BadHttpRequestException)
        {
            throw Problem.BadRequest("The body is too large or broken off.");
        }
    }
}
