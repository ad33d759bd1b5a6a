using ProxLB.Proxmox.Permissions;

namespace ProxLB.Proxmox.Tests.Permissions;

public class UserCredentialTests
{
    [Theory]
    [InlineData("PVE:admin@pve:66F0A1B2::c2lnbmF0dXJl", "admin@pve")]
    [InlineData("PVE:a:b@ldap:66F0A1B2::c2ln+/=", "a:b@ldap")]
    public void A_ticket_names_its_user(string text, string user)
    {
        var credential = UserCredential.FromTicket(text)!;

        Assert.Equal((user, true), (credential.User, credential.IsTicket));
        Assert.Equal(user, credential.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("PVE:")]
    [InlineData("PVE:admin@pve")]
    [InlineData("PVE:admin@pve:66F0A1B2")]
    [InlineData("PVE:66F0A1B2::sig")]
    [InlineData("PVEVNC:admin@pve:66F0A1B2::sig")]
    [InlineData("PVE:!tfa!{}@pve:66F0A1B2::sig")]
    [InlineData("PVE:admin@pve:66F0A1B2::sig\r\nX-Evil: 1")]
    [InlineData("PVE:admin@pve:66F0A1B2::sig; other=1")]
    public void What_is_no_ticket_is_none(string? text) => Assert.Null(UserCredential.FromTicket(text));

    [Fact]
    public void A_token_names_its_user_and_itself()
    {
        var credential = UserCredential.FromToken("admin@pve!ansible=0815-4711")!;

        Assert.Equal(("admin@pve!ansible", false, "admin@pve!ansible"), (credential.User, credential.IsTicket, credential.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("admin@pve!ansible")]
    [InlineData("admin@pve=secret")]
    [InlineData("admin!ansible=secret")]
    [InlineData("admin@pve!a!b=secret")]
    [InlineData("admin@pve!=secret")]
    [InlineData("admin@pve!ansible=secret\nX-Evil: 1")]
    public void What_is_no_token_is_none(string? text) => Assert.Null(UserCredential.FromToken(text));

    [Fact]
    public void Something_endless_is_none() => Assert.Null(UserCredential.FromTicket("PVE:admin@pve:66F0A1B2::" + new string('a', 10_000)));

    [Fact]
    public void Two_users_of_one_name_are_told_apart_by_their_credentials()
    {
        Assert.Equal(UserCredential.FromToken("a@pve!t=1"), UserCredential.FromToken("a@pve!t=1"));
        Assert.NotEqual(UserCredential.FromToken("a@pve!t=1"), UserCredential.FromToken("a@pve!t=2"));
    }
}
