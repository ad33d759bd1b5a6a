namespace ProxLB.Host.Configuration;

/// <summary>Reads secrets that a configuration names as <c>env:NAME</c> or <c>file:PATH</c> instead of holding them.</summary>
/// <param name="environment">Looks up an environment variable.</param>
internal sealed class SecretSource(Func<string, string?> environment)
{
    private const string EnvironmentPrefix = "env:";
    private const string FilePrefix = "file:";

    /// <summary>The secret itself. No message ever holds it.</summary>
    public string Read(ConfigurationValue value)
    {
        var text = value.Text();
        if (text.StartsWith(EnvironmentPrefix, StringComparison.Ordinal))
        {
            return FromEnvironment(value, text[EnvironmentPrefix.Length..]);
        }
        return text.StartsWith(FilePrefix, StringComparison.Ordinal) ? FromFile(value, text[FilePrefix.Length..]) : text;
    }

    private string FromEnvironment(ConfigurationValue value, string name)
    {
        var secret = environment(name);
        if (string.IsNullOrEmpty(secret))
        {
            value.Reject($"the environment variable '{name}' is not set; set it, or name a file with file:PATH");
        }
        return secret ?? "";
    }

    private static string FromFile(ConfigurationValue value, string path)
    {
        try
        {
            var secret = File.ReadAllText(path).Trim();
            if (secret.Length == 0)
            {
                value.Reject($"the file '{path}' is empty; write the secret into it");
            }
            return secret;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            value.Reject($"the file '{path}' cannot be read: {exception.Message}");
            return "";
        }
    }
}
