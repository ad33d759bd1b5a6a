using static ProxLB.Host.Tests.Configuration.ConfigurationText;

namespace ProxLB.Host.Tests.Configuration;

public sealed class SecretTests
{
    [Fact]
    public void A_secret_comes_from_the_environment()
    {
        var configuration = Read(
            "proxmox_api: {hosts: [a], user: a@pam, pass: 'env:PROXLB_PASSWORD'}",
            name => name == "PROXLB_PASSWORD" ? "s3cret" : null);

        Assert.Equal("s3cret", configuration.Proxmox.Password);
    }

    [Fact]
    public void A_secret_comes_from_a_file_without_its_line_end()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "s3cret\n");

            var configuration = Read($"proxmox_api: {{hosts: [a], user: a@pam, token_id: t, token_secret: 'file:{path}'}}");

            Assert.Equal("s3cret", configuration.Proxmox.TokenSecret);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Shown_values_never_hold_a_secret()
    {
        var configuration = Read("proxmox_api: {hosts: [a], user: a@pam, pass: s3cret, token_id: t, token_secret: t0ken}");
        var output = new StringWriter();

        Host.Output.ConfigurationText.Write(output, configuration);

        Assert.DoesNotContain("s3cret", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("pass: ********", output.ToString(), StringComparison.Ordinal);
    }
}
