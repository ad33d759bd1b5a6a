using System.Reflection;
using ProxLB.Host.Configuration;

namespace ProxLB.Host.Tests.Configuration;

/// <summary>No key of the configuration is without a test of what it does.</summary>
public sealed class KeyEffectTableTests
{
    [Fact]
    public void Each_key_has_a_test_of_its_effect()
    {
        var known = ConfigurationSections.All(new(_ => null)).SelectMany(section => (section.Keys ?? []).Select(key => $"{section.Name}.{key.Name}")).ToList();

        Assert.Empty(known.Except(Shown).Select(key => $"{key} has no test of its effect"));
        Assert.Empty(Shown.Except(known).Select(key => $"{key} does not exist"));
    }

    private static IEnumerable<string> Shown => typeof(KeyEffectTableTests).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .SelectMany(method => method.GetCustomAttribute<ShowsEffectOfAttribute>()?.Keys ?? [])
        .Concat(PlanningKeyEffectTests.Shown);
}
