using System.Net;
using System.Text.RegularExpressions;
using ProxLB.Host.Terminal;

namespace ProxLB.Host.Tests.Commands;

/// <summary><c>proxlb demo --web</c>: the page with one command.</summary>
public partial class WebDemoTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_printed_address_signs_in_and_no_other_does()
    {
        using var stop = new CancellationTokenSource();
        using var output = new AddressWriter();
        var run = Task.Run(() => HostProgram.RunAsync(["demo", "--web", "--port", "0", "--guests", "10"], Context(output), stop.Token));
        var address = await output.Address.Task.WaitAsync(Patience);
        using var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer() };
        using var client = new HttpClient(handler) { BaseAddress = address };

        Assert.True(IPAddress.IsLoopback(IPAddress.Parse(address.Host)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfAsync("/"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync("/demo/00000000000000000000000000000000"));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(address.AbsolutePath));
        Assert.Equal("""{"user":"root@pam","mayMigrate":true}""", await client.GetStringAsync(new Uri("/api/v1/session", UriKind.Relative)));

        await stop.CancelAsync();
        Assert.Equal(0, await run.WaitAsync(Patience));

        async Task<HttpStatusCode> StatusOfAsync(string path)
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            return answer.StatusCode;
        }
    }

    private static HostContext Context(TextWriter output) => new()
    {
        Input = TextReader.Null,
        Output = output,
        Error = TextWriter.Null,
        OutputTerminal = TerminalCapabilities.Plain(80),
        ErrorTerminal = TerminalCapabilities.Plain(80),
        Environment = _ => null,
    };

    private sealed partial class AddressWriter : StringWriter
    {
        public TaskCompletionSource<Uri> Address { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Task WriteLineAsync(string? value)
        {
            if (HttpAddress().Match(value ?? "") is { Success: true } match)
            {
                Address.TrySetResult(new Uri(match.Value));
            }

            return base.WriteLineAsync(value);
        }

        [GeneratedRegex(@"http://\S+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
        private static partial Regex HttpAddress();
    }
}
