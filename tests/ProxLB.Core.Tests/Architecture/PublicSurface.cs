using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace ProxLB.Core.Tests.Architecture;

/// <summary>Writes down all that users of an assembly can see, one member a line.</summary>
internal static class PublicSurface
{
    public static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(DescribeType(type)).Append('\n');
            foreach (var member in Members(type).Distinct().Order(StringComparer.Ordinal))
            {
                text.Append("  ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string DescribeType(Type type)
    {
        var kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsAbstract && type.IsSealed ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        var bases = new[] { type.BaseType }
            .Where(candidate => candidate is not null && candidate != typeof(object) && candidate != typeof(ValueType) && candidate != typeof(Enum))
            .Concat(type.IsEnum ? [] : OwnInterfaces(type))
            .Select(candidate => Name(candidate!))
            .Order(StringComparer.Ordinal)
            .ToList();
        return $"{kind} {Name(type)}{(bases.Count == 0 ? "" : " : " + string.Join(", ", bases))}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name))}");
        }

        var fields = type.GetFields(Declared)
            .Where(field => field.IsPublic || field.IsFamily)
            .Select(field => $"{Static(field.IsStatic && !field.IsLiteral)}{(field.IsLiteral ? "const " : field.IsInitOnly ? "readonly " : "")}{Name(field.FieldType)} {field.Name}{(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "")}");
        var properties = type.GetProperties(Declared)
            .Where(property => IsVisible(property.GetMethod) && property.Name != "EqualityContract")
            .Select(property => $"{Required(property)}{Static(property.GetMethod!.IsStatic)}{Name(property.PropertyType)}{Maybe(new NullabilityInfoContext().Create(property))} {property.Name}{Parameters(property.GetIndexParameters(), '[', ']')} {{ get;{Setter(property)} }}");
        var constructors = type.GetConstructors(Declared)
            .Where(constructor => IsVisible(constructor) && !IsCopy(constructor, type))
            .Select(constructor => $"new{Parameters(constructor.GetParameters())}");
        var methods = type.GetMethods(Declared)
            .Where(method => IsVisible(method) && !method.IsSpecialName && !IsOfRecord(method, type))
            .Select(method => $"{Static(method.IsStatic)}{Name(method.ReturnType)}{Maybe(new NullabilityInfoContext().Create(method.ReturnParameter))} {method.Name}{Generic(method)}{Parameters(method.GetParameters())}");
        var events = type.GetEvents(Declared)
            .Where(candidate => IsVisible(candidate.AddMethod))
            .Select(candidate => $"event {Name(candidate.EventHandlerType!)} {candidate.Name}");
        return fields.Concat(properties).Concat(constructors).Concat(methods).Concat(events);
    }

    private static bool IsVisible(MethodBase? method) => method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static bool IsCopy(ConstructorInfo constructor, Type type) =>
        constructor.GetParameters() is [{ } only] && only.ParameterType == type;

    private static IEnumerable<Type> OwnInterfaces(Type type) => type.GetInterfaces()
        .Except(type.BaseType?.GetInterfaces() ?? [])
        .Where(candidate => candidate.IsPublic && !IsOwnEquality(candidate, type));

    private static bool IsOwnEquality(Type candidate, Type type) =>
        candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IEquatable<>) && candidate.GenericTypeArguments[0] == type;

    private static bool IsOfRecord(MethodInfo method, Type type) =>
        method.Name is "<Clone>$" or "PrintMembers" or "Deconstruct" or "GetHashCode" or "Equals"
        || (method.Name == "ToString" && type.GetMethod("<Clone>$") is not null);

    private static string Required(PropertyInfo property) =>
        property.GetCustomAttribute<RequiredMemberAttribute>() is null ? "" : "required ";

    // Of value types the name itself tells.
    private static string Maybe(NullabilityInfo info) => !info.Type.IsValueType && info.ReadState == NullabilityState.Nullable ? "?" : "";

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Setter(PropertyInfo property) =>
        !IsVisible(property.SetMethod) ? ""
        : property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit") ? " init;"
        : " set;";

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(ParameterInfo[] parameters, char open = '(', char close = ')') =>
        parameters.Length == 0 && open == '[' ? "" : open + string.Join(", ", parameters.Select(Parameter)) + close;

    private static string Parameter(ParameterInfo parameter) =>
        $"{(parameter.IsOut ? "out " : "")}{Name(parameter.ParameterType)}{Maybe(new NullabilityInfoContext().Create(parameter))} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.RawDefaultValue ?? "null"}" : "")}";

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Name(value) + "?";
        }

        var plain = type.FullName is null || type.IsGenericType ? $"{type.Namespace}.{type.Name.Split('`')[0]}" : type.FullName.Replace('+', '.');
        return type.IsGenericType ? $"{plain}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : plain;
    }
}
