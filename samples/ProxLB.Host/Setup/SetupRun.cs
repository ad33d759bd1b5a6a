using System.Text.Json;
using ProxLB.Host.Errors;

namespace ProxLB.Host.Setup;

/// <summary>Carries the set-up out on a node; what is there already is kept.</summary>
/// <param name="context">How the program meets the outside.</param>
/// <param name="run">Runs <c>pveum</c>.</param>
internal sealed class SetupRun(HostContext context, Func<string, IReadOnlyList<string>, CancellationToken, Task<ProgramResult>> run)
{
    private const string Program = "pveum";

    public async Task<int> RunAsync(SetupOptions options, string? secretFile, CancellationToken stop)
    {
        if (secretFile is not null && File.Exists(secretFile))
        {
            throw new UserErrorException($"{secretFile}: the file exists and is not overwritten. Remove it, or name another one with --secret-file.");
        }
        foreach (var step in SetupSteps.For(options))
        {
            context.Error.WriteLine($"{step.Purpose}: {step.Line}");
            var answer = await run(Program, step.Arguments, stop);
            if (answer.ExitCode != 0)
            {
                answer = await InsteadAsync(step, answer, stop);
            }
            if (step.Arguments.Contains("token"))
            {
                Keep(Secret(answer.Output), options, secretFile);
            }
        }
        return ExitCodes.Done;
    }

    private async Task<ProgramResult> InsteadAsync(SetupStep step, ProgramResult answer, CancellationToken stop)
    {
        var there = answer.Error.Contains("already exists", StringComparison.Ordinal);
        if (there && step.IfThere is { Count: 0 })
        {
            return answer;
        }
        if (there && step.IfThere is { } instead)
        {
            answer = await run(Program, instead, stop);
        }
        if (answer.ExitCode == 0)
        {
            return answer;
        }
        var advice = there ? "Name another one, or remove it first." : "Run this as root on a node of the cluster.";
        throw new UserErrorException($"{step.Line}: {answer.Error.Trim()}. {advice}".Replace("..", ".", StringComparison.Ordinal));
    }

    private static string Secret(string output)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            if (document.RootElement.TryGetProperty("value", out var value) && value.GetString() is { Length: > 0 } secret)
            {
                return secret;
            }
        }
        catch (JsonException)
        {
            // Said below: whatever was printed, the secret is not in it.
        }
        throw new UserErrorException($"{Program} created the token, but its answer holds no secret. Remove the token and try again, or run the commands by hand.");
    }

    private void Keep(string secret, SetupOptions options, string? file)
    {
        if (file is null)
        {
            SetupText.WriteConfiguration(context.Output, options, secret);
            return;
        }
        try
        {
            var mode = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
            };
            if (!OperatingSystem.IsWindows())
            {
                mode.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
            }
            using var writer = new StreamWriter(file, mode);
            writer.WriteLine(secret);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            SetupText.WriteConfiguration(context.Output, options, secret);
            throw new UserErrorException($"{file}: the secret could not be written ({exception.Message}) and stands on standard output instead.");
        }
        SetupText.WriteConfiguration(context.Output, options, $"file:{file}");
    }
}
